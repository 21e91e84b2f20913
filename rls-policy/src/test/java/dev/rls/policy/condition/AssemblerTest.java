package dev.rls.policy.condition;

import static dev.rls.Operation.DELETE;
import static dev.rls.Operation.INSERT;
import static dev.rls.Operation.SELECT;
import static dev.rls.Operation.UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.Operation;
import dev.rls.policy.And;
import dev.rls.policy.Attribute;
import dev.rls.policy.Comparison;
import dev.rls.policy.EntityDeclaration;
import dev.rls.policy.PathRef;
import dev.rls.policy.ScopedEntity;
import dev.rls.policy.TenantDeclaration;
import dev.rls.policy.Through;
import dev.rls.policy.ValueType;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssemblerTest {

    private static final String TAKE_IT_OUT =
            " PostgreSQL refuses that as infinite recursion: take the path out of one of these policies.";

    private static final String TENANT = "(= tenantId/tenant_id/string :[tenant_id]/string)";

    @Test
    void aTenantColumnIsTheClaim() {
        ScopedEntity line = sound(new Shop().tenant(Shop.LINE), Shop.LINE);

        for (Operation operation : Operation.values()) {
            assertThat(Printed.of(line.using(operation))).isEqualTo(operation == INSERT ? "(and )" : TENANT);
        }
        assertThat(Printed.of(line.check(INSERT))).isEqualTo(TENANT);
        assertThat(line.tenantClaim().required()).isTrue();
    }

    @Test
    void sharedRowsAreReadByAllAndWrittenByNone() {
        ScopedEntity line = sound(
                new Shop().tenant(Shop.LINE, new TenantDeclaration("tenantId", "tenant_id", "", true)), Shop.LINE);

        assertThat(Printed.of(line.using(SELECT))).isEqualTo("(or " + TENANT + " (null tenantId/tenant_id/string))");
        for (Operation operation : List.of(UPDATE, DELETE)) {
            assertThat(Printed.of(line.using(operation))).isEqualTo(TENANT);
        }
        assertThat(Printed.of(line.check(UPDATE))).isEqualTo(TENANT);
    }

    @Test
    void aChildHasTheTenantOfItsParentAndAGrandchildToo() {
        Shop shop = new Shop()
                .tenant(Shop.LINE, new TenantDeclaration("", "", "invoice", false))
                .tenant(Shop.INVOICE, new TenantDeclaration("tenantId", "tenant_id", "customer", false))
                .tenant(Shop.CUSTOMER, new TenantDeclaration("tenantId", "tenant_id", "", true));
        Assembly assembly = shop.assemble(Shop.LINE);
        ScopedEntity line = entity(assembly, Shop.LINE);

        assertThat(Shop.texts(assembly)).isEmpty();
        assertThat(Printed.of(line.using(SELECT))).isEqualTo("(through invoice (and ))");
        assertThat(Printed.of(line.using(UPDATE))).isEqualTo("(through invoice (through customer " + TENANT + "))");
        assertThat(line.tenantClaim()).isEqualTo(entity(assembly, Shop.CUSTOMER).tenantClaim());
        assertThat(((Through) line.using(SELECT)).association().visible())
                .isEqualTo(entity(assembly, Shop.INVOICE).using(SELECT));
        assertThat(entity(assembly, Shop.INVOICE).declaration().tenant())
                .isEqualTo(new TenantDeclaration("", "", "customer", false));
    }

    @Test
    void aPathLeadsToRowsThatMayBeRead() {
        Shop shop = new Shop()
                .rule(Shop.LINE, "r", Set.of(UPDATE), "invoice.ownerId = :sub", "")
                .tenant(Shop.INVOICE)
                .rule(Shop.INVOICE, "mine", Set.of(SELECT, UPDATE), "ownerId = :sub", "ownerId is null")
                .rule(Shop.INVOICE, "other", Set.of(UPDATE), "ownerId = 'x'", "");
        Assembly assembly = shop.assemble(Shop.LINE);
        Comparison path = (Comparison) entity(assembly, Shop.LINE).using(UPDATE);

        assertThat(Printed.of(((PathRef) path.left()).association().visible()))
                .isEqualTo("(and " + TENANT + " (= ownerId/owner_id/string :[sub]/string))");
        assertThat(entity(assembly, Shop.LINE).using(SELECT)).isEqualTo(And.TRUE);
        assertThat(Printed.of(entity(assembly, Shop.INVOICE).check(UPDATE)))
                .isEqualTo("(and " + TENANT + " (null ownerId/owner_id/string) (= ownerId/owner_id/string x/string))");
    }

    @Test
    void usedIsWhatPathsNeedAndNoMore() {
        Assembly assembly = new Shop()
                .rule(Shop.LINE, "r", "invoice.customer.name = :sub and address.city = 'x'")
                .assemble(Shop.LINE);

        assertThat(assembly.used().stream().map(EntityDeclaration::entity))
                .containsExactly(Shop.CUSTOMER, Shop.INVOICE, Shop.LINE);
        assertThat(assembly.used().stream()
                        .map(entity -> entity.attributes().keySet().toString()))
                .containsExactly("[id, name]", "[customer, id]", "[address, address.city, invoice]");
        assertThat(assembly.entities()).hasSize(1);
        assertThat(assembly.entities().get(0).declaration())
                .isEqualTo(assembly.used().get(2));
    }

    /** PostgreSQL would refuse it as infinite recursion when the table is used. */
    @Test
    void noPolicyFollowsAPathToItsOwnEntity() {
        assertThat(Shop.texts(new Shop()
                        .rule(Shop.LINE, "circle", Set.of(SELECT), "1 = parent.id", "")
                        .assemble(Shop.LINE)))
                .containsExactly(
                        "4 RLS069 the policies of shop.Line lead back to it: shop.Line > shop.Line." + TAKE_IT_OUT);
        assertThat(Shop.texts(new Shop()
                        .rule(Shop.LINE, "read", Set.of(SELECT), "ownerId = :sub", "")
                        .rule(Shop.LINE, "write", Set.of(UPDATE), "parent.ownerId = :sub", "")
                        .assemble(Shop.LINE)))
                .containsExactly(
                        "0 RLS069 the policies of shop.Line lead back to it: shop.Line > shop.Line." + TAKE_IT_OUT);
        assertThat(Shop.texts(new Shop()
                        .rule(Shop.INVOICE, "read", Set.of(SELECT), "first.ownerId = :sub", "")
                        .rule(Shop.LINE, "write", Set.of(UPDATE), "invoice.ownerId = :sub", "")
                        .assemble(Shop.LINE)))
                .isNotEmpty();
    }

    @Test
    void aCircleIsNamedOnceWhereItCloses() {
        Shop shop = new Shop()
                .rule(Shop.CUSTOMER, "c", Set.of(SELECT), "favourite.ownerId = :sub", "")
                .rule(Shop.INVOICE, "i", Set.of(SELECT), "first.ownerId = :sub", "")
                .tenant(Shop.LINE, new TenantDeclaration("", "", "invoice", false))
                .tenant(Shop.INVOICE, new TenantDeclaration("", "", "customer", false))
                .tenant(Shop.CUSTOMER);
        Assembly assembly = shop.assemble(Shop.LINE, Shop.CUSTOMER);

        assertThat(assembly.problems())
                .containsExactly(
                        new Problem(
                                "RLS069",
                                Shop.INVOICE,
                                null,
                                "via",
                                -1,
                                "the policies of shop.Customer lead back to it: shop.Customer >"
                                        + " shop.Invoice > shop.Customer." + TAKE_IT_OUT),
                        new Problem(
                                "RLS069",
                                Shop.LINE,
                                null,
                                "via",
                                -1,
                                "the policies of shop.Invoice lead back to it: shop.Invoice > shop.Line >"
                                        + " shop.Invoice." + TAKE_IT_OUT));
        assertThat(assembly.entities()).isEmpty();
    }

    @Test
    void aProblemOfATargetIsToldOnceAndLeavesNoEntityThatNeedsIt() {
        Shop shop = new Shop()
                .rule(Shop.LINE, "a", "invoice.ownerId = :sub")
                .rule(Shop.LINE, "b", "invoice.ownerId = :sub")
                .rule(Shop.INVOICE, "i", "ownrId = :sub")
                .rule(Shop.CUSTOMER, "c", "id = 1");
        Assembly assembly = shop.assemble(Shop.LINE, Shop.CUSTOMER);

        assertThat(assembly.problems())
                .containsExactly(new Problem(
                        "RLS052",
                        Shop.INVOICE,
                        "i",
                        "using",
                        0,
                        "attribute \"ownrId\" not found on shop.Invoice. Did you mean \"ownerId\"?"));
        assertThat(assembly.entities().stream().map(ScopedEntity::entity)).containsExactly(Shop.CUSTOMER);
    }

    @Test
    void problemsComeInTheOrderOfEntitiesPoliciesMembersAndOffsets() {
        Shop shop = new Shop()
                .rule(Shop.LINE, "b", Set.of(SELECT, UPDATE), "y = 1 or x = 1", "z = 1")
                .rule(Shop.LINE, "A", Set.of(SELECT), "id = 1", "")
                .rule(Shop.CUSTOMER, "c", "x = 1")
                .tenant(Shop.LINE, new TenantDeclaration("nothing", "tenant_id", "", false));

        assertThat(shop.assemble(Shop.LINE, Shop.CUSTOMER).problems().stream()
                        .map(problem -> problem.entity() + " " + problem.rule() + " " + problem.member() + " "
                                + problem.offset()))
                .containsExactly(
                        "shop.Customer c using 0",
                        "shop.Line null attribute -1",
                        "shop.Line b using 0",
                        "shop.Line b using 9",
                        "shop.Line b check 0",
                        "shop.Line A name -1");
    }

    @Test
    void aClaimHasOneTypeInAUnit() {
        Shop shop = new Shop()
                .rule(Shop.LINE, "a", "id = 1")
                .rule(Shop.LINE, "b", Set.of(INSERT), "", "archived = true or id = :key or id = :key")
                .rule(Shop.INVOICE, "i", "id = :key");

        assertThat(shop.assemble(Shop.LINE, Shop.INVOICE).problems())
                .containsExactly(new Problem(
                        "RLS062",
                        Shop.LINE,
                        "b",
                        "check",
                        24,
                        "claim \"key\" is an integer of 64 bits here, but a UUID in shop.Invoice. A claim has one type in"
                                + " a unit: use two claims."));
        assertThat(Shop.texts(shop.assemble(Shop.LINE))).isEmpty();
        assertThat(Shop.texts(new Shop()
                        .tenant(Shop.LINE)
                        .rule(Shop.LINE, "r", "id = :tenant_id")
                        .assemble(Shop.LINE)))
                .containsExactly("5 RLS062 claim \"tenant_id\" is an integer of 64 bits here, but a string elsewhere in"
                        + " the policies of shop.Line. A claim has one type in a unit: use two claims.");
    }

    @Test
    void aCheckIsUsingUnlessItIsWritten() {
        ScopedEntity line = sound(
                new Shop()
                        .rule(Shop.LINE, "a", "id = 1")
                        .rule(Shop.LINE, "b", Set.of(INSERT), "", "id = 2")
                        .rule(Shop.LINE, "c", Set.of(INSERT), "id = 3", ""),
                Shop.LINE);

        assertThat(Printed.of(line.check(INSERT)))
                .isEqualTo("(and (= id/id/long 1/long) (= id/id/long 2/long) (= id/id/long 3/long))");
        assertThat(Printed.of(line.using(UPDATE))).isEqualTo("(= id/id/long 1/long)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Own | SELECT | id = 1 | `` | name | RLS066 \"Own\" cannot name a row policy of shop.Line: the database could not tell it from others. Use at most 40 lower-case letters, digits and underscores, the first a letter.",
                "`` | SELECT | id = 1 | `` | name | RLS066 \"\" cannot name a row policy of shop.Line: the database could not tell it from others. Use at most 40 lower-case letters, digits and underscores, the first a letter.",
                "a2345678901234567890123456789012345678901 | SELECT | id = 1 | `` | name | RLS066 \"a2345678901234567890123456789012345678901\" cannot name a row policy of shop.Line: the database could not tell it from others. Use at most 40 lower-case letters, digits and underscores, the first a letter.",
                "tenant | SELECT | id = 1 | `` | name | RLS066 \"tenant\" cannot name a row policy of shop.Line: the policies of the tenant are called so. Use another name.",
                "permit | SELECT | id = 1 | `` | name | RLS066 \"permit\" cannot name a row policy of shop.Line: the policies of the tenant are called so. Use another name.",
                "twice | SELECT | id = 1 | `` | name | RLS066 \"twice\" cannot name a row policy of shop.Line: another one has that name. Use another name, or join the two conditions with \"and\".",
                "r | `` | id = 1 | `` | on | RLS067 row policy \"r\" of shop.Line is on no operation. Name at least one, or leave \"on\" out for all of them.",
                "r | SELECT | `` | `` | using | RLS067 row policy \"r\" of shop.Line has no condition. Write in \"using\" which rows the operations may reach.",
                "r | INSERT | `` | `` | using | RLS067 row policy \"r\" of shop.Line has no condition. Write one in \"check\".",
                "r | INSERT UPDATE | `` | id = 1 | using | RLS067 row policy \"r\" of shop.Line has no condition. Write in \"using\" which rows the operations may reach.",
                "r | INSERT | id = 1 | id = 2 | using | RLS067 row policy \"r\" of shop.Line is for INSERT alone, which reaches no row, so \"check\" stands and \"using\" is dropped. Write it into \"check\", or leave \"check\" out.",
                "r | SELECT DELETE | id = 1 | id = 2 | check | RLS067 row policy \"r\" of shop.Line checks rows that nothing writes. Remove \"check\", or name INSERT or UPDATE in \"on\".",
            })
    void aPolicyHasANameOperationsAndConditions(
            String name, String on, String using, String check, String member, String text) {
        Set<Operation> operations = on.isEmpty()
                ? Set.of()
                : Set.copyOf(
                        List.of(on.split(" ")).stream().map(Operation::valueOf).toList());
        Assembly assembly = new Shop()
                .rule(Shop.LINE, "twice", "id = 1")
                .rule(Shop.LINE, name, operations, using, check)
                .assemble(Shop.LINE);

        assertThat(assembly.problems())
                .containsExactly(new Problem(text.substring(0, 6), Shop.LINE, name, member, -1, text.substring(7)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nothing | tenant_id | `` | attribute | attribute \"nothing\" of shop.Line is not there. Name a basic attribute of type String, UUID, Long or Integer.",
                "dueOn | tenant_id | `` | attribute | attribute \"dueOn\" of shop.Line is a date, which names no tenant. Name a basic attribute of type String, UUID, Long or Integer.",
                "visibility | tenant_id | `` | attribute | attribute \"visibility\" of shop.Line is an enum, which names no tenant. Name a basic attribute of type String, UUID, Long or Integer.",
                "invoice | tenant_id | `` | attribute | attribute \"invoice\" of shop.Line has no column that could hold a tenant. Name a basic attribute of type String, UUID, Long or Integer.",
                "address | tenant_id | `` | attribute | attribute \"address\" of shop.Line has no column that could hold a tenant. Name a basic attribute of type String, UUID, Long or Integer.",
                "tenantId | a b | `` | claim | claim \"a b\" of shop.Line is no name of a claim. Use ASCII letters, digits and _ . : / - as in \"tenant_id\".",
                "`` | `` | nothing | via | association \"nothing\" of shop.Line is not there. Name the to-one association that leads to the parent.",
                "`` | `` | id | via | association \"id\" of shop.Line is no to-one association. Name the to-one association that leads to the parent.",
                "`` | `` | tags | via | association \"tags\" of shop.Line is no to-one association. Name the to-one association that leads to the parent.",
                "`` | `` | invoice | via | association \"invoice\" of shop.Line leads to shop.Invoice, which has no tenant. Annotate shop.Invoice with @TenantScoped.",
            })
    void aTenantIsAColumnOrAParent(String attribute, String claim, String via, String member, String text) {
        Assembly assembly = new Shop()
                .tenant(Shop.LINE, new TenantDeclaration(attribute, claim, via, false))
                .assemble(Shop.LINE);

        assertThat(assembly.problems()).containsExactly(new Problem("RLS068", Shop.LINE, null, member, -1, text));
        assertThat(assembly.entities()).isEmpty();
    }

    @Test
    void aChildIsNotSharedAndItsParentIsKnown() {
        assertThat(Shop.texts(new Shop()
                        .tenant(Shop.INVOICE)
                        .tenant(Shop.LINE, new TenantDeclaration("", "", "invoice", true))
                        .assemble(Shop.LINE)))
                .containsExactly(
                        "-1 RLS068 association \"invoice\" of shop.Line leads to the tenant, so the row has none"
                                + " to share. Remove \"shared\".");
        assertThat(Shop.texts(new Shop()
                        .tenant(Shop.LINE, new TenantDeclaration("", "", "lost", false))
                        .assemble(Shop.LINE)))
                .containsExactly("-1 RLS053 \"lost\" of shop.Line is an association to shop.Lost, which is no known"
                        + " entity, and no condition can read that. Use an attribute that is stored as it is, in the row"
                        + " or in one that a to-one association leads to.");
    }

    @Test
    void whatIsNotProtectedIsPassedOver() {
        assertThat(new Shop().tenant(Shop.LINE).assemble(Shop.INVOICE, "shop.Nothing"))
                .isEqualTo(new Assembly(List.of(), List.of(), List.of()));
    }

    @Test
    void aConstantThatIsAlsoAnAttributeIsAmbiguousOnlyWhereItCouldBeBoth() {
        Shop shop = new Shop()
                .attribute(Shop.LINE, "PUBLIC", new Attribute.Basic("public", ValueType.STRING, List.of()))
                .rule(Shop.LINE, "r", "PUBLIC = :sub and visibility = Visibility.PUBLIC");

        assertThat(Shop.texts(shop.assemble(Shop.LINE))).isEmpty();
        assertThat(Shop.texts(shop.rule(Shop.LINE, "s", "visibility = PUBLIC").assemble(Shop.LINE)))
                .containsExactly(
                        "13 RLS059 \"PUBLIC\" is both an attribute of shop.Line and a constant of \"visibility\"."
                                + " Write the constant with the name of its enum, as in Visibility.PUBLIC.");
    }

    private static ScopedEntity sound(Shop shop, String entity) {
        Assembly assembly = shop.assemble(entity);
        assertThat(Shop.texts(assembly)).isEmpty();
        return entity(assembly, entity);
    }

    private static ScopedEntity entity(Assembly assembly, String name) {
        return assembly.entities().stream()
                .filter(entity -> entity.entity().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
