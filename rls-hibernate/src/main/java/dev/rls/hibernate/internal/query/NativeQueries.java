package dev.rls.hibernate.internal.query;

import dev.rls.hibernate.internal.OpenedSql;
import dev.rls.hibernate.internal.ProtectedUnit;
import org.hibernate.engine.query.spi.NativeQueryInterpreter;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.query.sql.spi.NativeSelectQueryDefinition;
import org.hibernate.query.sql.spi.NativeSelectQueryPlan;
import org.hibernate.query.sql.spi.ParameterRecognizer;

/**
 * Marks native queries where Hibernate stands alone, and refuses them where unprotected SQL was not opened. Hibernate asks
 * once for each text, so the connection looks for the mark each time.
 *
 * @param factory whose queries they are
 * @param interpreter Hibernate's own
 */
record NativeQueries(SessionFactoryImplementor factory, NativeQueryInterpreter interpreter)
        implements NativeQueryInterpreter {

    private static final long serialVersionUID = 1L;

    @Override
    public void recognizeParameters(String sql, ParameterRecognizer recognizer) {
        if (standsAlone()) {
            OpenedSql.require("a native query");
            interpreter.recognizeParameters(sql, new Marking(recognizer));
        } else {
            interpreter.recognizeParameters(sql, recognizer);
        }
    }

    /** A result that is cached is taken without any statement. */
    @Override
    public <R> NativeSelectQueryPlan<R> createQueryPlan(
            NativeSelectQueryDefinition<R> definition, SessionFactoryImplementor sessionFactory) {
        NativeSelectQueryPlan<R> plan = interpreter.createQueryPlan(definition, sessionFactory);
        return standsAlone() ? new OpenedPlan<>(plan) : plan;
    }

    private boolean standsAlone() {
        ProtectedUnit unit = ProtectedUnit.of(factory);
        return unit != null && !unit.databaseDecides();
    }

    /** Puts the mark behind the first word: Hibernate looks how a statement begins, and dialects append to its end. */
    private static final class Marking implements ParameterRecognizer {

        private final ParameterRecognizer recognizer;
        private boolean marked;

        Marking(ParameterRecognizer recognizer) {
            this.recognizer = recognizer;
        }

        @Override
        public void ordinalParameter(int position) {
            mark();
            recognizer.ordinalParameter(position);
        }

        @Override
        public void namedParameter(String name, int position) {
            mark();
            recognizer.namedParameter(name, position);
        }

        @Override
        public void jpaPositionalParameter(int label, int position) {
            mark();
            recognizer.jpaPositionalParameter(label, position);
        }

        @Override
        public void other(char character) {
            if (marked || Character.isLetter(character)) {
                recognizer.other(character);
            } else if (Character.isWhitespace(character)) {
                recognizer.other(character);
                mark();
            } else {
                mark();
                recognizer.other(character);
            }
        }

        @Override
        public void complete() {
            mark();
            recognizer.complete();
        }

        private void mark() {
            if (!marked) {
                marked = true;
                OpenedSql.MARKER.chars().forEach(c -> recognizer.other((char) c));
            }
        }
    }
}
