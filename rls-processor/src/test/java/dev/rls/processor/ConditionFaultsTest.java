package dev.rls.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a condition is said on the line it is written on, with a pointer into it. */
class ConditionFaultsTest {

    /** A condition with a fault, and with what the message says mends it. */
    private static final String[][] CONDITIONS = {
        {"ownerId == :sub", "ownerId = :sub"},
        {"ownerId = :sub and", "ownerId = :sub"},
        {"ownerId\u00a0= :sub", "ownerId = :sub"},
        {"(".repeat(51) + "ownerId = :sub" + ")".repeat(51), "(".repeat(50) + "ownerId = :sub" + ")".repeat(50)},
        {"ownerld = :sub", "ownerId = :sub"},
        {"parent.ownerld = :sub", "parent.ownerId = :sub"},
        {"tags = 'a'", "ownerId = 'a'"},
        {"weight > 1", "amount > 1"},
        {"part = 'a'", "part.name = 'a'"},
        {"parent = 1", "parent.id = 1"},
        {"amount = ownerId", "parent.ownerId = ownerId"},
        {"ownerId = 7", "ownerId = '7'"},
        {"ownerId > 'a'", "ownerId = 'a'"},
        {"day = '2026-02-30'", "day = '2026-02-28'"},
        {"kind = PIAD", "kind = PAID"},
        {"kind = OPEN", "kind = Kind.OPEN"},
        {"kind > PAID", "kind = PAID"},
        {"parent.ownerId = :sub and", "parent.ownerId = :sub"},
        {":a = :b", "ownerId = :sub"},
        {"ownerId = :sub or amount = :sub", "ownerId = :sub"},
        {"day = :day", "day = '2026-01-31'"},
        {"again.ownerId = :sub", "ownerId = :sub"},
        {"1 = 1", "amount = 1"},
        {"ownerId like 'a_'", "ownerId like 'a%'"},
    };

    private static final String SOURCE = """
            package com.acme; import dev.rls.*; import jakarta.persistence.*; import java.util.*;
            @Entity
            @RowPolicy(
                name = "owner",
                using = "CONDITION")
            class Invoice {
                @Id Long id; String ownerId; java.math.BigDecimal amount; double weight; Kind kind; String OPEN; java.time.LocalDate day;
                @ElementCollection List<String> tags; @ManyToOne Folder parent; @ManyToOne Invoice again; Part part;
                enum Kind { PAID, OPEN }
                @Embeddable static class Part { String name; }
                @Entity static class Folder { @Id Long id; String ownerId; }
            }
            """;

    @TempDir
    private Path classes;

    @Test
    void eachFaultIsPointedAtAndItsFixSilencesIt() throws IOException {
        List<String> said = new ArrayList<>();
        for (String[] condition : CONDITIONS) {
            assertThat(messages(SOURCE.replace("CONDITION", condition[1])))
                    .as(condition[1])
                    .noneMatch(message -> message.contains("ERROR"));
            said.addAll(messages(SOURCE.replace("CONDITION", condition[0])));
        }
        assertThat(String.join("\n", said) + "\n")
                .isEqualTo(Files.readString(Path.of("src/test/resources/conditions.txt")));
    }

    private List<String> messages(String source) {
        return Javac.into(classes).sources(source).compile().messages();
    }
}
