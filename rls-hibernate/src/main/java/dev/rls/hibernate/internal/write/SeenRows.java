package dev.rls.hibernate.internal.write;

import dev.rls.hibernate.internal.PolicyFilter;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.engine.spi.FilterDefinition;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.internal.FilterImpl;
import org.hibernate.internal.util.StringHelper;
import org.hibernate.mapping.Collection;
import org.hibernate.metamodel.mapping.JdbcMapping;
import org.hibernate.persister.collection.AbstractCollectionPersister;
import org.hibernate.sql.Template;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a collection's own table the claims see, as SQL that a statement on this table can end with. It is the filter
 * by which Hibernate reads the collection, because the statement that deletes all of its rows knows none.
 *
 * @param sql the condition
 * @param parameters the parameters in it
 */
public record SeenRows(String sql, List<String> parameters) {

    /** As Hibernate finds them in the condition of a filter. */
    private static final Pattern PARAMETER = Pattern.compile(":((\\S+)(\\w+))");

    /** Null if no policy hides rows of the table. */
    public static @Nullable SeenRows of(Collection collection, AbstractCollectionPersister persister) {
        String condition = collection.getFilters().stream()
                .filter(filter -> filter.getName().equals(PolicyFilter.SELECT))
                .map(filter -> Template.renderWhereStringTemplate(
                        filter.getCondition(),
                        FilterImpl.MARKER,
                        persister.getFactory().getJdbcServices().getDialect(),
                        persister.getFactory().getTypeConfiguration()))
                .findFirst()
                .orElse(null);
        if (condition == null) {
            return null;
        }
        List<String> parameters = new ArrayList<>();
        Matcher parameter =
                PARAMETER.matcher(StringHelper.replace(condition, FilterImpl.MARKER, persister.getTableName()));
        String sql = parameter.replaceAll(found -> {
            parameters.add(found.group(1));
            return "?";
        });
        return new SeenRows("(" + sql + ")", List.copyOf(parameters));
    }

    /** Binds the claims of the session. */
    void bind(PreparedStatement statement, int position, SharedSessionContractImplementor session) throws SQLException {
        FilterDefinition filter = session.getFactory().getFilterDefinition(PolicyFilter.SELECT);
        int at = position;
        for (String parameter : parameters) {
            bind(statement, filter.getParameterJdbcMapping(parameter), at++, session);
        }
    }

    @SuppressWarnings("unchecked") // the parameters of our filters take their values from the session
    private static void bind(
            PreparedStatement statement, JdbcMapping mapping, int position, SharedSessionContractImplementor session)
            throws SQLException {
        mapping.getJdbcValueBinder().bind(statement, "claim", position, session);
    }
}
