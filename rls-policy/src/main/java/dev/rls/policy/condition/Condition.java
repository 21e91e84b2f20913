package dev.rls.policy.condition;

import dev.rls.policy.Comparison.Operator;
import dev.rls.policy.condition.Value.Claim;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A condition as it was written, before its names and types are known. */
sealed interface Condition {

    /** At least two parts. */
    record All(List<Condition> parts) implements Condition {

        public All {
            parts = List.copyOf(parts);
        }
    }

    /** At least two parts. */
    record Any(List<Condition> parts) implements Condition {

        public Any {
            parts = List.copyOf(parts);
        }
    }

    record Negation(Condition condition) implements Condition {}

    /** A condition without parts. */
    sealed interface Test extends Condition {

        /** What has one type, in the order in which it was written. */
        List<Value> values();
    }

    record Compare(Value left, Operator operator, int offset, Value right) implements Test {

        @Override
        public List<Value> values() {
            return List.of(left, right);
        }
    }

    record Between(Value value, int offset, Value low, Value high) implements Test {

        @Override
        public List<Value> values() {
            return List.of(value, low, high);
        }
    }

    record Among(Value value, List<Value> candidates) implements Test {

        public Among {
            candidates = List.copyOf(candidates);
        }

        @Override
        public List<Value> values() {
            List<Value> values = new ArrayList<>(candidates);
            values.add(0, value);
            return values;
        }
    }

    record InClaim(Value value, Claim array) implements Test {

        @Override
        public List<Value> values() {
            return List.of(value);
        }
    }

    record Matches(Value value, Value.Text pattern, Value.@Nullable Text escape) implements Test {

        @Override
        public List<Value> values() {
            return List.of(value);
        }
    }

    record StartsWith(Value value, Value prefix) implements Test {

        @Override
        public List<Value> values() {
            return List.of(value, prefix);
        }
    }

    record Missing(Value value) implements Test {

        @Override
        public List<Value> values() {
            return List.of(value);
        }
    }
}
