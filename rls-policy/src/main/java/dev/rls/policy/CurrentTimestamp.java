package dev.rls.policy;

/** The start of the transaction, or of the statement where there is none; in Java the time of the evaluation. */
public record CurrentTimestamp() implements Operand {

    @Override
    public ValueType type() {
        return ValueType.TIMESTAMP;
    }
}
