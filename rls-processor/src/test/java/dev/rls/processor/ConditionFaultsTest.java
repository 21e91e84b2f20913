package dev.rls.processor;

import org.junit.jupiter.api.Test;

/** What is wrong with a condition is said on the line it is written on, with a pointer into it. */
class ConditionFaultsTest {

    private static Fault policy(String condition) {
        return Fault.in("""
                @Entity
                @RowPolicy(
                    name = "owner",
                    using = "%s")
                class Invoice {
                    @Id Long id; String ownerId; boolean draft; double weight; Kind kind; @ElementCollection List<String> tags;
                    @ManyToOne Invoice parent;
                    enum Kind { PAID, OPEN }
                }
                """.formatted(condition));
    }

    @Test
    void anUnknownAttributeIsPointedAt() {
        policy("ownerld = :sub").says("").isSilencedBy("ownerld", "ownerId");
    }
}
