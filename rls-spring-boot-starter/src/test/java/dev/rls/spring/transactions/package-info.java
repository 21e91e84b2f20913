/** Transactions that Spring begins, suspends and ends. */
@NullMarked
package dev.rls.spring.transactions;

import org.jspecify.annotations.NullMarked;
