package dev.rls.policy;

/**
 * Which rows: a tree over columns and claims, true, false or unknown as in SQL; only what is true admits a row. Every
 * enforcer is a rendering of the same tree, which is why they cannot drift apart. New kinds of condition are new records
 * here; the compiler then points at each rendering that lacks them.
 */
public sealed interface Predicate permits Comparison, In, Member, IsNull, Like, Prefix, And, Or, Not, Through {}
