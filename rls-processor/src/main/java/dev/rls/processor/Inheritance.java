package dev.rls.processor;

import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/** The tables of an entity beside the one that its policies stand on. */
final class Inheritance {

    private static final String SINGLE_TABLE = "SINGLE_TABLE";
    private static final String TABLE_PER_CLASS = "TABLE_PER_CLASS";

    private Inheritance() {}

    /** Whether a root entity has a table at all; says so if it has none. */
    static boolean hasTable(TypeElement root, Diagnostics diagnostics) {
        boolean none =
                strategy(root).equals(TABLE_PER_CLASS) && root.getModifiers().contains(Modifier.ABSTRACT);
        if (none) {
            diagnostics.report(Message.ABSTRACT_TABLE, Place.of(root), root);
        }
        return !none;
    }

    /** Whether all rows of a root entity are in its own table. */
    static boolean isOneTable(TypeElement root) {
        return !strategy(root).equals(TABLE_PER_CLASS);
    }

    /** Whether the columns of its subclasses are in that table too. */
    static boolean isSingleTable(TypeElement root) {
        return strategy(root).equals(SINGLE_TABLE);
    }

    static void checkSecondaryTable(TypeElement entity, Diagnostics diagnostics) {
        Annotations.repeated(entity, Annotations.JPA + "SecondaryTable", Annotations.JPA + "SecondaryTables")
                .findFirst()
                .ifPresent(table -> diagnostics.report(
                        Message.MORE_TABLES, new Place(entity, table, null), entity, "@SecondaryTable"));
    }

    static void checkOwnTable(TypeElement entity, TypeElement root, Diagnostics diagnostics) {
        String strategy = strategy(root);
        if (Hierarchy.isEntity(entity) && !strategy.equals(SINGLE_TABLE)) {
            diagnostics.report(Message.MORE_TABLES, Place.of(entity), entity, strategy + " inheritance");
        }
    }

    private static String strategy(TypeElement root) {
        return Annotations.find(root, Annotations.JPA + "Inheritance")
                .map(inheritance -> Annotations.constant(inheritance, "strategy"))
                .filter(strategy -> !strategy.isEmpty())
                .orElse(SINGLE_TABLE);
    }
}
