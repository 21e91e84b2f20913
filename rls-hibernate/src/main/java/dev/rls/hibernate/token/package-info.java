/** Verification of bearer tokens in the application, by the rules the database applies once more. */
@NullMarked
package dev.rls.hibernate.token;

import org.jspecify.annotations.NullMarked;
