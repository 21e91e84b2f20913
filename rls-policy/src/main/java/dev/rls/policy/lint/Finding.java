package dev.rls.policy.lint;

import org.jspecify.annotations.Nullable;

/**
 * A warning about the design of a policy.
 *
 * @param code the stable id, {@code RLS070} to {@code RLS089}, by which {@code @SuppressLint} silences it
 * @param entity the binary name of the entity
 * @param rule the name of the row policy, or null if it is about the entity
 * @param text what it is and what to do, without the code
 */
public record Finding(String code, String entity, @Nullable String rule, String text) {}
