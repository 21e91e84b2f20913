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
        {"ownerld = :sub", "ownerId = :sub"},
        {"parent.ownerld = :sub", "parent.ownerId = :sub"},
        {"tags = 'a'", "ownerId = 'a'"},
        {"weight > 1", "amount > 1"},
        {"part = 'a'", "part.name = 'a'"},
        {"parent = 1", "parent.id = 1"},
        {"ownerId = 7", "ownerId = '7'"},
        {"ownerId > 'a'", "ownerId = 'a'"},
        {"day = '2026-02-30'", "day = '2026-02-28'"},
        {"kind = PIAD", "kind = PAID"},
        {"kind > PAID", "kind = PAID"},
        {"parent.ownerId = :sub and", "parent.ownerId = :sub"},
        {":a = :b", "ownerId = :sub"},
        {"ownerId = :sub or amount = :sub", "ownerId = :sub"},
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
                @Id Long id; String ownerId; java.math.BigDecimal amount; double weight; Kind kind; java.time.LocalDate day;
                @ElementCollection List<String> tags; @ManyToOne Folder parent; Part part;
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
