using System.Collections.Concurrent;
using FluentValidation;
using Google.Protobuf;

namespace Coordination.Gateway.Conventions;

/// <summary>All that is asked of a request by itself: well-formed fields, and the validator of its type where there is one.</summary>
public sealed class RequestRules(IServiceProvider services)
{
    private readonly ConcurrentDictionary<Type, IValidator?> _validators = new();

    /// <summary>Every violation, by proto field path; a new list that the caller may add to.</summary>
    public List<Violation> Check(IMessage request)
    {
        var violations = WellFormed.Check(request);
        var validator = _validators.GetOrAdd(request.GetType(), static (type, services) =>
            (IValidator?)services.GetService(typeof(IValidator<>).MakeGenericType(type)), services);
        if (validator?.Validate(new ValidationContext<object>(request)) is { IsValid: false } result)
        {
            violations.AddRange(result.Errors.Select(e => new Violation(FieldPaths.Of(request.Descriptor, e.PropertyName), e.ErrorMessage)));
        }
        return violations;
    }
}
