package dev.rls.policy.condition;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with an annotation of an entity.
 *
 * @param code the stable id, {@code RLS050} to {@code RLS069}
 * @param entity the entity that was assembled
 * @param rule the name of the row policy, or null if it is about {@code @TenantScoped}
 * @param member the member of the annotation: {@code using}, {@code check}, {@code name}, {@code on}, {@code via},
 *     {@code attribute}, {@code claim}, {@code shared}
 * @param offset where in the text of the member, from 0 in UTF-16 units; -1 if it is about the whole
 * @param text problem, value and fix, without the code and without the place
 */
public record Problem(String code, String entity, @Nullable String rule, String member, int offset, String text) {}
