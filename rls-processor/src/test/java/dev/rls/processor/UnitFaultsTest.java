package dev.rls.processor;

import org.junit.jupiter.api.Test;

class UnitFaultsTest {

    @Test
    void rls020TwoTenantClaimsInOneUnit() {
        Fault.in("@TenantScoped @Entity class Invoice { @Id Long id; String tenantId; }", """
                        @Entity
                        @TenantScoped(claim = "org")
                        class Order { @Id Long id; String tenantId; }
                        """)
                .says(
                        "Order.java:3 ERROR RLS020: com.acme.Order is scoped by claim \"org\", but com.acme.Invoice by claim"
                                + " \"tenant_id\". A unit has one tenant claim: name the same on both.")
                .isSilencedBy("(claim = \"org\")", "");
    }

    @Test
    void rls021TwoTenantTypesInOneUnit() {
        Fault.in(
                        "@TenantScoped @MappedSuperclass class Base<T> { @Id Long id; T tenantId; }",
                        "@Entity class Invoice extends Base<Long> {}",
                        "@Entity class Order extends Base<Integer> {}")
                .says(
                        "Order.java:2 ERROR RLS021: the tenant of com.acme.Order has type integer, but that of com.acme.Invoice type"
                                + " long. A unit has one tenant type: use the same for both.")
                .isSilencedBy("<Integer>", "<Long>");
    }

    @Test
    void rls022TwoTenantColumnsOfOneTable() {
        Fault.in(
                        "@TenantScoped @Entity @Table(name = \"DOCUMENT\") class Invoice { @Id Long id; String tenantId; }",
                        """
                        @Entity @Table(name = "document")
                        @TenantScoped
                        class Order { @Id Long id; @Column(name = "org") String tenantId; }
                        """)
                .says(
                        "Order.java:3 ERROR RLS022: com.acme.Order has its tenant in column \"org\" of table public.document,"
                                + " but com.acme.Invoice in column \"tenantid\" of the same table. Map both tenants to one column.")
                .isSilencedBy("\"org\"", "\"TenantId\"");
    }
}
