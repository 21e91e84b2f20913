package dev.rls.processor;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The place of an annotation that is written more than once. A messager cannot point at one of these, for the compiler
 * has wrapped them in a container that stands nowhere; the syntax tree of javac can.
 */
final class RepeatedAnnotation {

    private RepeatedAnnotation() {}

    /** Prints at the place; false if it is no such annotation, or if the compiler is none that has trees. */
    static boolean print(ProcessingEnvironment environment, Kind kind, String text, Place place) {
        Element element = place.element();
        AnnotationMirror annotation = place.annotation();
        if (element == null
                || annotation == null
                || element.getAnnotationMirrors().contains(annotation)) {
            return false;
        }
        try {
            Trees trees = Trees.instance(environment);
            TreePath path = trees.getPath(element);
            Optional<Tree> tree = path == null ? Optional.empty() : find(path, element, annotation, place.value());
            tree.ifPresent(found -> trees.printMessage(kind, text, found, path.getCompilationUnit()));
            return tree.isPresent();
        } catch (IllegalArgumentException | LinkageError e) {
            return false; // another compiler, or an environment that a build tool wraps
        }
    }

    private static Optional<Tree> find(
            TreePath path, Element element, AnnotationMirror annotation, @Nullable AnnotationValue value) {
        if (!(path.getLeaf() instanceof ClassTree type)) {
            return Optional.empty();
        }
        String name = annotation.getAnnotationType().asElement().getSimpleName().toString();
        List<? extends AnnotationTree> written = type.getModifiers().getAnnotations().stream()
                .filter(tree -> tree.getAnnotationType().toString().equals(name)
                        || tree.getAnnotationType().toString().endsWith("." + name))
                .toList();
        List<AnnotationMirror> repeated = element.getAnnotationMirrors().stream()
                .map(container -> Annotations.mirrors(Annotations.value(container, "value"))
                        .toList())
                .filter(contained -> contained.contains(annotation))
                .findFirst()
                .orElse(List.of());
        return written.size() == repeated.size()
                ? Optional.of(within(written.get(repeated.indexOf(annotation)), annotation, value))
                : Optional.empty();
    }

    private static Tree within(AnnotationTree tree, AnnotationMirror annotation, @Nullable AnnotationValue value) {
        Stream<String> members = annotation.getElementValues().entrySet().stream()
                .filter(entry -> entry.getValue() == value)
                .map(entry -> entry.getKey().getSimpleName().toString());
        return members.findFirst()
                .flatMap(member -> tree.getArguments().stream()
                        .filter(argument -> argument instanceof AssignmentTree assignment
                                && assignment.getVariable().toString().equals(member))
                        .map(argument -> (Tree) ((AssignmentTree) argument).getExpression())
                        .findFirst())
                .orElse(tree);
    }
}
