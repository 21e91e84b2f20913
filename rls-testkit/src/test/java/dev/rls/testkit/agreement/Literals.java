package dev.rls.testkit.agreement;

import dev.rls.testkit.schema.Stage;
import java.math.BigDecimal;

/** Values as conditions write them. */
final class Literals {

    private Literals() {}

    static String text(Kind kind, Object value, Pick pick) {
        return switch (kind) {
            case STRING, UUID, DATE, TIMESTAMP -> quoted(value.toString());
            case LONG, INTEGER, BOOLEAN -> value.toString();
            case DECIMAL -> ((BigDecimal) value).toPlainString();
            case GRADE -> (pick.percent(30) ? "Grade." : "") + value;
            case STAGE -> (pick.percent(30) ? "Stage." : "") + Stage.values()[(Integer) value];
        };
    }

    static String quoted(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /** A Java string literal in ASCII. */
    static String java(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                out.append("\\u%04x".formatted((int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
