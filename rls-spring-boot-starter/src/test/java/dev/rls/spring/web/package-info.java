/** A small web application with the starter, over real HTTP and without a database. */
@NullMarked
package dev.rls.spring.web;

import org.jspecify.annotations.NullMarked;
