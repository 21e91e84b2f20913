package dev.rls.hibernate.internal.boot;

import java.util.List;
import java.util.Map;
import org.hibernate.boot.spi.InFlightMetadataCollector;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.mapping.FilterConfiguration;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Subclass;

/**
 * The filters that the application has of its own. Hibernate puts conditions of filters side by side, wherever in a statement
 * they belong, so an {@code or} in one of them would let rows pass that the next one keeps away: each gets parentheses.
 */
final class OtherFilters {

    private OtherFilters() {}

    /** To be called before there are filters of this library. */
    static void enclose(InFlightMetadataCollector metadata) {
        for (PersistentClass entity : metadata.getEntityBindingMap().values()) {
            if (!(entity instanceof Subclass)) {
                entity.getFilters().replaceAll(Enclosed::new);
            }
        }
        metadata.getCollectionBindings().forEach(collection -> {
            collection.getFilters().replaceAll(Enclosed::new);
            collection.getManyToManyFilters().replaceAll(Enclosed::new);
        });
        for (PersistentClass entity : metadata.getEntityBindingMap().values()) {
            if (entity instanceof Subclass) { // which hands out copies
                requireEnclosed(entity.getEntityName(), entity.getFilters());
            }
        }
    }

    private static void requireEnclosed(String entity, List<FilterConfiguration> filters) {
        for (FilterConfiguration filter : filters) {
            if (!(filter instanceof Enclosed) && hasOr(filter.getCondition())) {
                throw StartMessages.openFilter(entity, filter.getName());
            }
        }
    }

    /** Outside of parentheses and literals. */
    private static boolean hasOr(String condition) {
        int depth = 0;
        boolean quoted = false;
        StringBuilder outside = new StringBuilder();
        for (int i = 0; i < condition.length(); i++) {
            char c = condition.charAt(i);
            quoted ^= c == '\'';
            if (!quoted) {
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
                outside.append(depth == 0 ? c : ' ');
            }
        }
        return outside.toString().matches("(?is).*\\bor\\b.*");
    }

    /** The tables of its aliases are the original's alone to know. */
    private static final class Enclosed extends FilterConfiguration {

        private final FilterConfiguration original;

        Enclosed(FilterConfiguration original) {
            super(
                    original.getName(),
                    "(" + original.getCondition() + ")",
                    original.useAutoAliasInjection(),
                    Map.of(),
                    Map.of(),
                    null);
            this.original = original;
        }

        @Override
        public Map<String, String> getAliasTableMap(SessionFactoryImplementor factory) {
            return original.getAliasTableMap(factory);
        }
    }
}
