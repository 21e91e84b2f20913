package dev.rls.testkit;

import dev.rls.Operation;
import dev.rls.claims.Claims;
import dev.rls.testkit.internal.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hibernate.Hibernate;

/** Renders the table. */
final class WhoSeesWhat {

    private final RowSecurity security;
    private final Map<String, Claims> users;

    WhoSeesWhat(RowSecurity security, Map<String, Claims> users) {
        this.security = security;
        this.users = users;
    }

    String of(List<Object> rows) {
        List<List<String>> lines = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("row"));
        header.addAll(users.keySet());
        lines.add(header);
        for (Object entity : rows) {
            Object row = Hibernate.unproxy(entity);
            List<String> line = new ArrayList<>();
            line.add(row.getClass().getSimpleName() + " " + new Attempt(security, Operation.SELECT, row).id());
            users.values().forEach(claims -> line.add(cell(row, claims)));
            lines.add(line);
        }
        return text(lines);
    }

    private String cell(Object row, Claims claims) {
        return cell(row, claims, Operation.SELECT, "R")
                + cell(row, claims, Operation.UPDATE, "U")
                + cell(row, claims, Operation.DELETE, "D");
    }

    private String cell(Object row, Claims claims, Operation operation, String letter) {
        Set<Boolean> decisions = new TreeSet<>();
        Attempt attempt = new Attempt(security, operation, row);
        for (Reading reading : attempt.readings()) {
            decisions.add(attempt.succeeds(reading, claims));
        }
        return decisions.size() > 1 ? "!" : decisions.contains(true) ? letter : "-";
    }

    private static String text(List<List<String>> lines) {
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder padded = new StringBuilder();
            for (int i = 0; i < line.size(); i++) {
                int column = i;
                int width = lines.stream()
                        .mapToInt(other -> other.get(column).length())
                        .max()
                        .orElse(0);
                padded.append(line.get(i)).append(" ".repeat(width - line.get(i).length() + 2));
            }
            text.append(padded.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
