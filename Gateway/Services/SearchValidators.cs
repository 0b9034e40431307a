using System.Linq.Expressions;
using Coordination.V1;
using FluentValidation;

namespace Coordination.Gateway.Services;

/// <summary>Lengths only: whether a selector says enough is told by SEARCH_TOO_BROAD, whether the basis stands by PURPOSE_REQUIRED.</summary>
public sealed class SearchSuspectsValidator : AbstractValidator<SearchSuspectsRequest>
{
    private const int NumberMax = 64, NameMax = 256;

    public SearchSuspectsValidator()
    {
        RuleFor(r => r.Purpose).MaximumLength(PurposeRules.LengthMax).WithMessage(PurposeRules.Message);
        foreach (var number in new Expression<Func<SearchSuspectsRequest, string>>[] { r => r.Phone, r => r.BankCard, r => r.Plate, r => r.Wechat, r => r.Qq })
        {
            RuleFor(number).MaximumLength(NumberMax).WithMessage($"At most {NumberMax} characters.");
        }
        When(r => r.Document is not null, () =>
        {
            RuleFor(r => r.Document.Type).MaximumLength(NumberMax).WithMessage($"At most {NumberMax} characters.");
            RuleFor(r => r.Document.Number).MaximumLength(NumberMax).WithMessage($"At most {NumberMax} characters.");
        });
        When(r => r.Person is not null, () =>
        {
            RuleFor(r => r.Person.Name).MaximumLength(NameMax).WithMessage($"At most {NameMax} characters.");
            RuleFor(r => r.Person.BirthDate).MaximumLength(NumberMax).WithMessage($"At most {NumberMax} characters.");
        });
    }
}

/// <summary>What a purpose may be; that there is one is the authorisation table's to ask.</summary>
internal static class PurposeRules
{
    public const int LengthMax = 500;

    public static readonly string Message = $"At most {LengthMax} characters.";
}

public sealed class RequestDisclosureValidator : AbstractValidator<RequestDisclosureRequest>
{
    private const int HitLengthMax = 128;

    public RequestDisclosureValidator()
    {
        RuleFor(r => r.Hit).Length(1, HitLengthMax).WithMessage("The hit as the search gave it.");
        RuleFor(r => r.Desk).Must(desk => Require.IsCode(desk)).WithMessage("One of the hit's desks, by its GB/T 2260 code.");
        RuleFor(r => r.Purpose).MaximumLength(PurposeRules.LengthMax).WithMessage(PurposeRules.Message);
    }
}

public sealed class DecideDisclosureValidator : AbstractValidator<DecideDisclosureRequest>
{
    private const int ExplanationMax = 2_000;

    public DecideDisclosureValidator()
    {
        RuleFor(r => r.Decision).Must(d => d is DisclosureDecision.Release or DisclosureDecision.Refuse).WithMessage("RELEASE or REFUSE.");
        RuleFor(r => r.Ground).IsInEnum().WithMessage("A ground of the list.");
        RuleFor(r => r.Explanation).MaximumLength(ExplanationMax).WithMessage($"At most {ExplanationMax} characters.");
        When(r => r.Decision is DisclosureDecision.Release, () =>
        {
            RuleFor(r => r.Ground).Equal(DisclosureGround.Unspecified).WithMessage("A release has no ground.");
            RuleFor(r => r.Explanation).Empty().WithMessage("A release has no explanation.");
        });
        RuleFor(r => r.VerifiedTime).Null().When(r => r.Decision is DisclosureDecision.Refuse).WithMessage("Only what is released was verified.");
    }
}
