package dev.rls.sample.demo;

import com.nimbusds.jose.JOSEException;
import dev.rls.sample.tenant.TenantRepository;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The public face of the issuer; its paths need no token. */
@RestController
@RequestMapping("/demo")
class DemoIssuerController {

    private final DemoIssuer issuer;
    private final TenantRepository tenants;

    DemoIssuerController(DemoIssuer issuer, TenantRepository tenants) {
        this.issuer = issuer;
        this.tenants = tenants;
    }

    record TokenRequest(
            @Nullable String tenant,
            @Nullable String sub,
            @Nullable List<String> roles) {}

    record TokenResponse(String token) {}

    @PostMapping("/token")
    TokenResponse token(@RequestBody TokenRequest request) throws JOSEException {
        String tenant = request.tenant();
        if (tenant == null || !tenants.existsById(tenant)) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "no such tenant");
        }
        String subject = request.sub() == null ? "anonymous" : request.sub();
        List<String> roles = request.roles() == null ? List.of() : request.roles();
        return new TokenResponse(issuer.token(tenant, subject, roles));
    }

    @GetMapping("/jwks.json")
    Map<String, Object> keys() {
        return issuer.publicKeys().toJSONObject();
    }
}
