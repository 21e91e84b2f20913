package dev.rls.testkit.agreement;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A condition as it was generated, which can be written down and made smaller. */
sealed interface Condition {

    /** As the annotation has it. */
    String text();

    /** Conditions that say less, the smallest first. */
    List<Condition> smaller();

    /** The operators in it, for the report. */
    List<String> operators();

    /**
     * A test.
     *
     * @param text as it is written
     * @param operators what it uses
     */
    record Test(String text, List<String> operators) implements Condition {
        @Override
        public List<Condition> smaller() {
            return List.of();
        }
    }

    /**
     * A negation.
     *
     * @param inner what is negated
     */
    record Negation(Condition inner) implements Condition {
        @Override
        public String text() {
            return "not (" + inner.text() + ")";
        }

        @Override
        public List<Condition> smaller() {
            List<Condition> smaller = new ArrayList<>(List.of(inner));
            inner.smaller().forEach(less -> smaller.add(new Negation(less)));
            return smaller;
        }

        @Override
        public List<String> operators() {
            return plus("not", inner.operators());
        }
    }

    /**
     * Some conditions together.
     *
     * @param word {@code and} or {@code or}
     * @param parts two or more
     */
    record Junction(String word, List<Condition> parts) implements Condition {
        @Override
        public String text() {
            return parts.stream()
                    .map(part -> part instanceof Junction ? "(" + part.text() + ")" : part.text())
                    .collect(Collectors.joining(" " + word + " "));
        }

        @Override
        public List<Condition> smaller() {
            List<Condition> smaller = new ArrayList<>(parts);
            for (int i = 0; i < parts.size(); i++) {
                List<Condition> rest = new ArrayList<>(parts);
                Condition part = rest.remove(i);
                if (rest.size() > 1) {
                    smaller.add(new Junction(word, rest));
                }
                for (Condition less : part.smaller()) {
                    List<Condition> replaced = new ArrayList<>(parts);
                    replaced.set(i, less);
                    smaller.add(new Junction(word, replaced));
                }
            }
            return smaller;
        }

        @Override
        public List<String> operators() {
            List<String> all = new ArrayList<>(List.of(word));
            parts.forEach(part -> all.addAll(part.operators()));
            return all;
        }
    }

    private static List<String> plus(String operator, List<String> operators) {
        List<String> all = new ArrayList<>(List.of(operator));
        all.addAll(operators);
        return all;
    }
}
