package writeback.contracts;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** The runs of an {@link OnDirectories} class. */
final class DirectoryPerClass implements ClassTemplateInvocationContextProvider {

    @Override
    public boolean supportsClassTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(ExtensionContext context) {
        OnDirectories wanted = AnnotationSupport.findAnnotation(context.getRequiredTestClass(), OnDirectories.class)
                .orElseThrow();
        if (GivenDirectory.isNamed()) {
            return Stream.of(new On(
                    Kind.WINDOWS, wanted.labOnly() ? Optional.of("turns the lab's switches") : Optional.empty()));
        }
        return Stream.of(wanted.value())
                .map(kind -> new On(kind, kind == Kind.SAMBA ? NeedsSamba.missing() : Optional.empty()));
    }

    /** One run: its parameter, and why it cannot be, if it cannot. */
    private record On(Kind kind, Optional<String> missing)
            implements ClassTemplateInvocationContext, ExecutionCondition, ParameterResolver {

        @Override
        public String getDisplayName(int invocationIndex) {
            return kind.toString();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(this);
        }

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (missing.isPresent() && kind == Kind.SAMBA && NeedsSamba.isRequired()) {
                throw new AssertionError("must run here: " + missing.get());
            }
            return missing.map(why -> ConditionEvaluationResult.disabled("not run on " + kind + ": " + why))
                    .orElseGet(() -> ConditionEvaluationResult.enabled(kind + " is here"));
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Directory.class;
        }

        @Override
        public Directory resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return Directories.of(context).get(kind);
        }
    }
}
