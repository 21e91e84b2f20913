package dev.rls.hibernate.token;

import static dev.rls.hibernate.token.TokenCases.GOOD;
import static dev.rls.hibernate.token.TokenCases.RSA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWKSet;
import dev.rls.fixtures.TestIssuer;
import dev.rls.hibernate.token.TokenRejectedException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Claims that a verifier requires beside those of every token. */
class RequiredClaimsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "roles              | {}",
                "roles              | {'roles':null}",
                "roles              | {'Roles':['secret-role']}",
                "org.id             | {}",
                "org.id             | {'org':null}",
                "org.id             | {'org':'secret-org'}",
                "org.id             | {'org':['secret-org']}",
                "org.id             | {'org':{}}",
                "org.id             | {'org':{'id':null}}",
                "org.id             | {'id':'secret-org','org.id':'secret-org'}",
                "'https://a.b/role' | {'https://a':{'b/role':'secret-role'}}",
            })
    void aTokenThatLacksARequiredClaimIsRejectedNamingItAlone(String claim, String claims) {
        String token = token(claims);

        assertThatThrownBy(() -> builder().requireClaim(claim).build().verify(token))
                .isInstanceOfSatisfying(TokenRejectedException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.REQUIRED_CLAIM_MISSING);
                    assertThat(e.claim()).isEqualTo(claim);
                    assertThat(e).hasNoCause();
                    assertThat(e)
                            .hasMessage("RLS415: the token was rejected (required-claim-missing): it has no claim \""
                                    + claim + "\", which is required here; have the issuer put it into every token");
                });
        assertThat(builder().build().verify(token).token())
                .as("the control: nothing is required")
                .isEqualTo(token);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "roles              | {'roles':[]}",
                "roles              | {'roles':false}",
                "org.id             | {'org':{'id':''}}",
                "org                | {'org':{}}",
                "'org.id'           | {'org.id':7}",
                "'https://a.b/role' | {'https://a.b/role':'clerk'}",
            })
    void aTokenThatHasItIsTakenWhateverItSays(String claim, String claims) {
        String token = token(claims);

        assertThat(builder().requireClaim(claim).build().verify(token).token()).isEqualTo(token);
    }

    @Test
    void allThatAreRequiredMustBeThere() {
        JwtVerifier both = builder().requireClaim("roles").requireClaim("team").build();
        assertThat(both.requiredClaims()).asString().isEqualTo("[iss, aud, exp, roles, team]");

        assertThat(both.verify(token("{'roles':[],'team':1}")).get("team")).isEqualTo(1L);
        assertThatThrownBy(() -> both.verify(token("{'roles':[]}"))).hasMessageContaining("\"team\"");
        assertThatThrownBy(() -> both.verify(token("{'team':1}"))).hasMessageContaining("\"roles\"");
    }

    @Test
    void otherReasonsHaveNoClaim() {
        assertThat(new TokenRejectedException(Reason.EXPIRED).claim()).isNull();
    }

    private static String token(String claims) {
        String members = claims.substring(1, claims.length() - 1).replace('\'', '"');
        return GOOD.payload("{\"iss\"", "{" + members + (members.isEmpty() ? "" : ",") + "\"iss\"")
                .signedBy(RSA);
    }

    private static JwtVerifierBuilder builder() {
        return JwtVerifier.builder()
                .issuer(TestIssuer.ISSUER)
                .audience(TestIssuer.AUDIENCE)
                .jwkSet(new JWKSet(RSA.toPublicJWK()));
    }
}
