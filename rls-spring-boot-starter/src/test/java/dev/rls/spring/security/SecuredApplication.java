package dev.rls.spring.security;

import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@SpringBootConfiguration
@EnableAutoConfiguration(exclude = HibernateJpaAutoConfiguration.class)
class SecuredApplication {

    @Bean
    SecurityFilterChain rules(HttpSecurity http) {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers("/closed")
                        .denyAll()
                        .anyRequest()
                        .permitAll())
                .build();
    }

    @RestController
    static class Endpoints {

        @GetMapping({"/who", "/closed"})
        String who() {
            Claims claims = ClaimsScope.current();
            return claims == null ? "nobody" : String.valueOf(claims.get("tenant_id"));
        }
    }
}
