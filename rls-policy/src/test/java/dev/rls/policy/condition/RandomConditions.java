package dev.rls.policy.condition;

import dev.rls.policy.Comparison.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Trees that the grammar knows, whatever they mean, and the text of each. Offsets are 0 throughout. */
final class RandomConditions {

    private static final List<String> NAMES =
            List.of("a", "ownerId", "address.city", "invoice.in.or", "Ordner.größe", "_x$1", "andy", "nott", "is.null");
    private static final List<List<String>> CLAIMS = List.of(
            List.of("sub"), List.of("org", "id"), List.of("https://acme.example/r"), List.of("in", "a-b", "or"));
    private static final List<String> TEXTS =
            List.of("", "x", "it's", "''", "a and b", ":sub", "%_\\", "größe 😀", "--", "\"", "2026-01-31");
    private static final List<String> NUMBERS = List.of("0", "-1", "2.50", "-0.0", "99999999999999999999");

    private final Random random;

    RandomConditions(long seed) {
        random = new Random(seed);
    }

    Condition condition(int depth) {
        int kind = depth == 0 ? 3 : random.nextInt(6);
        if (kind == 0) {
            return new Condition.All(parts(depth));
        } else if (kind == 1) {
            return new Condition.Any(parts(depth));
        } else if (kind == 2) {
            return new Condition.Negation(condition(depth - 1));
        }
        return test();
    }

    private List<Condition> parts(int depth) {
        return list(2 + random.nextInt(2), () -> condition(depth - 1));
    }

    private Condition test() {
        return switch (random.nextInt(7)) {
            case 0 -> new Condition.Compare(value(), pick(List.of(Operator.values())), 0, value());
            case 1 -> new Condition.Between(value(), 0, value(), value());
            case 2 -> new Condition.Among(value(), list(1 + random.nextInt(3), this::value));
            case 3 -> new Condition.InClaim(value(), claim());
            case 4 -> new Condition.Matches(value(), text(), random.nextBoolean() ? null : text());
            case 5 -> new Condition.StartsWith(value(), value());
            default -> new Condition.Missing(value());
        };
    }

    private Value value() {
        return switch (random.nextInt(6)) {
            case 0 -> claim();
            case 1 -> text();
            case 2 -> new Value.Decimal(pick(NUMBERS), 0);
            case 3 -> new Value.Truth(random.nextBoolean(), "", 0);
            case 4 -> new Value.Now("", 0);
            default -> new Value.Name(pick(NAMES), 0);
        };
    }

    private Value.Claim claim() {
        return new Value.Claim(pick(CLAIMS), "", 0);
    }

    private Value.Text text() {
        return new Value.Text(pick(TEXTS), "", 0);
    }

    /** One of the many texts of a condition. */
    String text(Condition condition) {
        if (condition instanceof Condition.All all) {
            return join(
                    " " + word("and") + " ",
                    all.parts(),
                    part -> part instanceof Condition.Any || part instanceof Condition.All);
        } else if (condition instanceof Condition.Any any) {
            return join(" " + word("or") + " ", any.parts(), part -> part instanceof Condition.Any);
        } else if (condition instanceof Condition.Negation negation) {
            return negation(negation.condition());
        }
        return test((Condition.Test) condition, "");
    }

    private String negation(Condition condition) {
        if (condition instanceof Condition.Test test && random.nextBoolean()) {
            return test instanceof Condition.Compare
                    ? word("not") + " " + test(test, "")
                    : test(test, word("not") + " ");
        }
        return word("not") + space() + "(" + space() + text(condition) + space() + ")";
    }

    private String join(String word, List<Condition> parts, java.util.function.Predicate<Condition> wrapped) {
        return String.join(
                word,
                parts.stream()
                        .map(part -> wrapped.test(part) || random.nextInt(4) == 0 ? "(" + text(part) + ")" : text(part))
                        .toList());
    }

    private String test(Condition.Test test, String not) {
        if (test instanceof Condition.Compare compare) {
            return text(compare.left()) + space() + compare.operator().sql() + space() + text(compare.right());
        } else if (test instanceof Condition.Between between) {
            return text(between.value()) + " " + not + word("between") + " " + text(between.low()) + " " + word("and")
                    + " " + text(between.high());
        } else if (test instanceof Condition.Among among) {
            return text(among.value()) + " " + not + word("in") + space() + "(" + space()
                    + String.join(
                            space() + "," + space(),
                            among.candidates().stream().map(this::text).toList())
                    + space() + ")";
        } else if (test instanceof Condition.InClaim in) {
            return text(in.value()) + " " + not + word("in") + space() + text(in.array());
        } else if (test instanceof Condition.Matches matches) {
            return text(matches.value()) + " " + not + word("like") + space() + text(matches.pattern())
                    + (matches.escape() == null ? "" : space() + word("escape") + space() + text(matches.escape()));
        } else if (test instanceof Condition.StartsWith starts) {
            return text(starts.value()) + " " + not + word("like") + " " + text(starts.prefix()) + space() + "||"
                    + space() + "'%'";
        }
        return text(((Condition.Missing) test).value()) + " " + word("is") + " " + not + word("null");
    }

    private String text(Value value) {
        if (value instanceof Value.Claim claim) {
            return ":"
                    + String.join(
                            ".",
                            claim.path().stream()
                                    .map(name ->
                                            name.matches("[a-z]+") && random.nextBoolean() ? name : "'" + name + "'")
                                    .toList());
        } else if (value instanceof Value.Text text) {
            return "'" + text.value().replace("'", "''") + "'";
        } else if (value instanceof Value.Truth truth) {
            return word(String.valueOf(truth.value()));
        }
        return value instanceof Value.Now ? word("current_timestamp") : value.text();
    }

    private String word(String word) {
        return random.nextInt(4) == 0 ? word.toUpperCase(java.util.Locale.ROOT) : word;
    }

    /** Where white space may stand or not. */
    private String space() {
        return pick(List.of("", " ", "\n\t", "\r  "));
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static <T> List<T> list(int size, Supplier<T> element) {
        List<T> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            list.add(element.get());
        }
        return list;
    }

    /** A parsed tree without offsets and without what tells one text from another. */
    static Condition bare(Condition condition) {
        if (condition instanceof Condition.All all) {
            return new Condition.All(
                    all.parts().stream().map(RandomConditions::bare).toList());
        } else if (condition instanceof Condition.Any any) {
            return new Condition.Any(
                    any.parts().stream().map(RandomConditions::bare).toList());
        } else if (condition instanceof Condition.Negation negation) {
            return new Condition.Negation(bare(negation.condition()));
        } else if (condition instanceof Condition.Compare compare) {
            return new Condition.Compare(bare(compare.left()), compare.operator(), 0, bare(compare.right()));
        } else if (condition instanceof Condition.Between between) {
            return new Condition.Between(bare(between.value()), 0, bare(between.low()), bare(between.high()));
        } else if (condition instanceof Condition.Among among) {
            return new Condition.Among(
                    bare(among.value()),
                    among.candidates().stream().map(RandomConditions::bare).toList());
        } else if (condition instanceof Condition.InClaim in) {
            return new Condition.InClaim(bare(in.value()), (Value.Claim) bare(in.array()));
        } else if (condition instanceof Condition.Matches matches) {
            return new Condition.Matches(
                    bare(matches.value()),
                    (Value.Text) bare(matches.pattern()),
                    matches.escape() == null ? null : (Value.Text) bare(matches.escape()));
        } else if (condition instanceof Condition.StartsWith starts) {
            return new Condition.StartsWith(bare(starts.value()), bare(starts.prefix()));
        }
        return new Condition.Missing(bare(((Condition.Missing) condition).value()));
    }

    private static Value bare(Value value) {
        if (value instanceof Value.Claim claim) {
            return new Value.Claim(claim.path(), "", 0);
        } else if (value instanceof Value.Text text) {
            return new Value.Text(text.value(), "", 0);
        } else if (value instanceof Value.Truth truth) {
            return new Value.Truth(truth.value(), "", 0);
        } else if (value instanceof Value.Now) {
            return new Value.Now("", 0);
        }
        return value instanceof Value.Decimal decimal
                ? new Value.Decimal(decimal.text(), 0)
                : new Value.Name(value.text(), 0);
    }
}
