/** How the protection gets into Hibernate: found by ServiceLoader, active where the class path has a policy index. */
@NullMarked
package dev.rls.hibernate.internal.boot;

import org.jspecify.annotations.NullMarked;
