/** The starter beside Spring Security. */
@NullMarked
package dev.rls.spring.security;

import org.jspecify.annotations.NullMarked;
