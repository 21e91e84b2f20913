package dev.rls.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.token.TokenVerifier;
import dev.rls.sample.invoice.Invoice;
import dev.rls.testkit.RowSecurity;
import jakarta.persistence.EntityManagerFactory;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The policies of this application, asked of Hibernate and of PostgreSQL. */
class WhoMayWhatTest extends SampleTest {

    @Autowired
    private EntityManagerFactory factory;

    @Autowired
    private DataSource dataSource;

    @Autowired
    private TokenVerifier verifier;

    @Test
    void clerksWorkOnOpenInvoicesAndManagersOnAll() throws SQLException {
        RowSecurity rows = RowSecurity.of(factory).withDatabase(dataSource);
        Map<String, Claims> users = new LinkedHashMap<>();
        users.put("clerk", user("acme"));
        users.put("manager", user("acme", "manager"));
        users.put("stranger", user("globex", "manager"));
        Invoice invoice = invoice(users.get("clerk"));

        rows.assertThatUser(users.get("clerk"))
                .sees(invoice)
                .canUpdate(invoice)
                .canDelete(invoice)
                .canInsert(new Invoice(null, "A-8001", BigDecimal.ONE))
                .cannotInsert(new Invoice("globex", "A-8001", BigDecimal.ONE));
        invoice.approve();
        rows.assertThatUser(users.get("clerk")).cannotUpdate(invoice);
        rows.assertThatUser(users.get("manager")).canUpdate(invoice);
        rows.assertThatUser(users.get("stranger")).doesNotSee(invoice).cannotUpdate(invoice);
        assertThat(rows.whoSeesWhat(users, invoice)).contains("  R-D    RUD      ---");
    }

    /** The control: the database would let the clerk, and that is found. */
    @Test
    void aPolicyThatIsMissingInTheDatabaseIsFound() throws SQLException {
        RowSecurity rows = RowSecurity.of(factory).withDatabase(dataSource);
        Claims clerk = user("acme");
        Invoice approved = invoice(clerk);
        approved.approve();

        withoutRowSecurity(
                () -> assertThatThrownBy(() -> rows.assertThatUser(clerk).cannotUpdate(approved))
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContaining("database: can\n"));
    }

    private Claims user(String tenant, String... roles) {
        return verifier.verify(token(
                claims -> claims.subject("someone").claim("tenant_id", tenant).claim("roles", List.of(roles))));
    }

    private Invoice invoice(Claims claims) {
        return ClaimsScope.call(
                claims, () -> factory.callInTransaction(em -> em.find(Invoice.class, UUID.fromString(ACME_INVOICE))));
    }
}
