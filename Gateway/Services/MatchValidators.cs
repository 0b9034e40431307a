using System.Text.RegularExpressions;
using Coordination.V1;
using FluentValidation;

namespace Coordination.Gateway.Services;

public sealed class ListMatchesValidator : AbstractValidator<ListMatchesRequest>
{
    public ListMatchesValidator()
    {
        RuleFor(r => r.State).IsInEnum().WithMessage("OPEN, DECIDED, CONFLICT or CANDIDATE; or none.");
        RuleFor(r => r.State).NotEqual(MatchState.Candidate).When(r => r.Record.Length == 0).WithMessage("Candidates are listed of one record: name it in `record`.");
        RuleFor(r => r.Other).Empty().When(r => r.Record.Length == 0).WithMessage("Name a record of your own in `record` too.");
    }
}

public sealed class DecideMatchValidator : AbstractValidator<DecideMatchRequest>
{
    public DecideMatchValidator()
    {
        RuleFor(r => r.Verdict).Must(v => v is MatchVerdict.Same or MatchVerdict.NotSame or MatchVerdict.Unsure).WithMessage("One of SAME, NOT_SAME, UNSURE is needed.");
        RuleFor(r => r.Reason).IsReason();
    }
}

public sealed class SplitSuspectValidator : AbstractValidator<SplitSuspectRequest>
{
    private const int RecordsMax = 100;

    public SplitSuspectValidator()
    {
        RuleFor(r => r.Records).Must(records => records.Count <= RecordsMax).WithMessage($"At most {RecordsMax} records.");
        RuleFor(r => r.Desks).Must(desks => desks.Count <= RecordsMax).WithMessage($"At most {RecordsMax} desks.");
        RuleFor(r => r.Reason).IsReason();
    }
}

internal static partial class MatchReasonRule
{
    private const int LengthMax = 1_000;

    /// <summary>Text for all who may see the match. Numbers as long as a phone's, a card's or an identity document's have no place in it.</summary>
    public static void IsReason<T>(this IRuleBuilder<T, string> reason) => reason
        .Must(text => !string.IsNullOrWhiteSpace(text) && text.Length <= LengthMax).WithMessage($"Say why, in 1 to {LengthMax} characters.")
        .Must(text => !PersonalNumber().IsMatch(text)).WithMessage("Say it without personal data: numbers of 11 digits and more are refused.");

    [GeneratedRegex(@"\d(?:[ -]?\d){10}")]
    private static partial Regex PersonalNumber();
}
