using System.Text.RegularExpressions;
using Coordination.V1;
using FluentValidation;

namespace Coordination.Gateway.Services;

/// <summary>Rules that several requests share.</summary>
internal static partial class JointOperationRules
{
    public const int TitleMax = 256, TextMax = 2000, AddressMax = 512, PartiesMax = 40, TeamsMax = 100;

    public static IRuleBuilderOptions<T, string> CodeOf<T>(this IRuleBuilder<T, string> rule) =>
        rule.Must(code => Require.IsCode(code.StartsWith("jurisdictions/", StringComparison.Ordinal) ? code.AsSpan("jurisdictions/".Length) : code))
            .WithMessage("A jurisdiction is needed, e.g. jurisdictions/440000.");

    public static IRuleBuilderOptions<T, string> Label<T>(this IRuleBuilder<T, string> rule) =>
        rule.Must(label => Label().IsMatch(label)).WithMessage("1 to 64 of A-Z a-z 0-9 . _ - are needed.");

    public static IRuleBuilderOptions<T, string> HashOf<T>(this IRuleBuilder<T, string> rule) =>
        rule.Must(hash => Hash().IsMatch(hash)).WithMessage("The plan's hash is needed, as last read: 64 lower-case hex digits.");

    public static IRuleBuilderOptions<T, string> Needed<T>(this IRuleBuilder<T, string> rule, int lengthMax) =>
        rule.Must(text => !string.IsNullOrWhiteSpace(text) && text.Length <= lengthMax).WithMessage($"Text of 1 to {lengthMax} characters is needed.");

    public static IRuleBuilderOptions<T, TEnum> Set<T, TEnum>(this IRuleBuilder<T, TEnum> rule) where TEnum : struct, Enum =>
        rule.Must(value => !EqualityComparer<TEnum>.Default.Equals(value, default)).WithMessage("This is needed.");

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,64}\z")] private static partial Regex Label();
    [GeneratedRegex(@"\A[0-9a-f]{64}\z")] private static partial Regex Hash();
}

public sealed class PlanValidator : AbstractValidator<Plan>
{
    private const long LeadTimeSecondsMax = 7 * 86_400;

    public PlanValidator()
    {
        RuleFor(plan => plan.TZero).NotNull().WithMessage("This is needed.");
        RuleFor(plan => plan.ConsentDueTime).NotNull().WithMessage("This is needed.");
        RuleFor(plan => plan.LeadTime).Must(lead => lead is { Seconds: >= 0 and < LeadTimeSecondsMax, Nanos: >= 0 } or { Seconds: LeadTimeSecondsMax, Nanos: 0 })
            .WithMessage("0 to 7 days are needed.");
        RuleFor(plan => plan.Quorum).NotNull().WithMessage("This is needed.");
        RuleFor(plan => plan.Quorum.Rule).Set().When(plan => plan.Quorum is not null);
        RuleForEach(plan => plan.Quorum.Core).CodeOf().When(plan => plan.Quorum is not null);
        RuleFor(plan => plan.DisconnectedPolicy).Set();
        RuleFor(plan => plan.Parties).Must(parties => parties.Count is >= 1 and <= JointOperationRules.PartiesMax)
            .WithMessage($"1 to {JointOperationRules.PartiesMax} parties are needed.");
        RuleForEach(plan => plan.Parties).SetValidator(new PlanPartyValidator());
        RuleFor(plan => plan.Targets).Must(targets => targets.Count >= 1).WithMessage("At least one target is needed.");
        RuleForEach(plan => plan.Targets).SetValidator(new PlanTargetValidator());
    }
}

public sealed class PlanPartyValidator : AbstractValidator<V1.PlanParty>
{
    public PlanPartyValidator()
    {
        RuleFor(party => party.Jurisdiction).CodeOf();
        RuleFor(party => party.Teams).Must(teams => teams.Count <= JointOperationRules.TeamsMax).WithMessage($"At most {JointOperationRules.TeamsMax} teams.");
        RuleForEach(party => party.Teams).Label();
    }
}

public sealed class PlanTargetValidator : AbstractValidator<PlanTarget>
{
    public PlanTargetValidator()
    {
        RuleFor(target => target.Id).Label();
        RuleFor(target => target.Subject).Must(subject => Require.IsName(subject, "suspects") || Require.IsName(subject, "groups"))
            .WithMessage("A name like suspects/{id} or groups/{id} is needed.");
        RuleFor(target => target.Jurisdiction).CodeOf();
        RuleFor(target => target.Measures).Must(measures => measures.Count >= 1 && measures.Distinct().Count() == measures.Count)
            .WithMessage("At least one measure is needed, and each once.");
        RuleForEach(target => target.Measures).Set();
        RuleFor(target => target.Address).MaximumLength(JointOperationRules.AddressMax).WithMessage($"At most {JointOperationRules.AddressMax} characters.");
        RuleFor(target => target.Notes).MaximumLength(JointOperationRules.TextMax).WithMessage($"At most {JointOperationRules.TextMax} characters.");
    }
}

public sealed class ReportedResultValidator : AbstractValidator<V1.ReportedResult>
{
    public ReportedResultValidator()
    {
        RuleFor(result => result.Sequence).GreaterThan(0).WithMessage("Your own number for this report is needed, from 1.");
        RuleFor(result => result.Target).Label();
        RuleFor(result => result.Outcome).Set();
        RuleFor(result => result.EventTime).NotNull().WithMessage("This is needed.");
        RuleFor(result => result.Supersedes).Must((result, earlier) => earlier >= 0 && earlier < Math.Max(result.Sequence, 1))
            .WithMessage("A lower sequence than the report's own, or none.");
    }
}

public sealed class HeadingValidator : AbstractValidator<V1.JointOperation>
{
    public HeadingValidator()
    {
        RuleFor(operation => operation.Lead).CodeOf();
        RuleFor(operation => operation.Title).Needed(JointOperationRules.TitleMax);
        RuleFor(operation => operation.Campaign).Must(campaign => campaign.Length == 0 || Require.IsName(campaign, "campaigns"))
            .WithMessage("A name like campaigns/{id}, or none.");
    }
}

public sealed class CreateJointOperationValidator : AbstractValidator<CreateJointOperationRequest>
{
    public CreateJointOperationValidator() =>
        RuleFor(request => request.JointOperation).NotNull().WithMessage("This is needed.").SetValidator(new HeadingValidator());
}

public sealed class RecordConcludedOperationValidator : AbstractValidator<RecordConcludedOperationRequest>
{
    public RecordConcludedOperationValidator()
    {
        RuleFor(request => request.JointOperation).NotNull().WithMessage("This is needed.").SetValidator(new HeadingValidator());
        RuleFor(request => request.TZero).NotNull().WithMessage("This is needed.");
        RuleFor(request => request.Parties).Must(parties => parties.Count is >= 1 and <= JointOperationRules.PartiesMax)
            .WithMessage($"1 to {JointOperationRules.PartiesMax} parties are needed.");
        RuleForEach(request => request.Parties).SetValidator(new PlanPartyValidator());
        RuleForEach(request => request.Targets).SetValidator(new PlanTargetValidator());
        RuleForEach(request => request.Results).SetValidator(new ReportedResultValidator());
    }
}

public sealed class ProposePlanValidator : AbstractValidator<ProposePlanRequest>
{
    public ProposePlanValidator() =>
        RuleFor(request => request.Plan).NotNull().WithMessage("This is needed.").SetValidator(new PlanValidator());
}

public sealed class AssignTargetsValidator : AbstractValidator<AssignTargetsRequest>
{
    public AssignTargetsValidator()
    {
        RuleFor(request => request.Targets).Must(targets => targets.Count is >= 1 and <= Coordination.JointOperations.Plan.TargetsMax)
            .WithMessage($"1 to {Coordination.JointOperations.Plan.TargetsMax} targets are needed.");
        RuleForEach(request => request.Targets).SetValidator(new PlanTargetValidator());
    }
}

public sealed class RespondToPlanValidator : AbstractValidator<RespondToPlanRequest>
{
    public RespondToPlanValidator()
    {
        RuleFor(request => request.PlanHash).HashOf();
        RuleFor(request => request.Answer).Set();
        RuleFor(request => request.Details).MaximumLength(JointOperationRules.TextMax).WithMessage($"At most {JointOperationRules.TextMax} characters.");
    }
}

public sealed class DecideRefusalValidator : AbstractValidator<DecideRefusalRequest>
{
    public DecideRefusalValidator()
    {
        RuleFor(request => request.Jurisdiction).CodeOf();
        RuleFor(request => request.Decision).Set();
        RuleFor(request => request.Reason).Needed(JointOperationRules.TextMax);
    }
}

public sealed class ReportReadinessValidator : AbstractValidator<ReportReadinessRequest>
{
    public ReportReadinessValidator() => RuleFor(request => request.Readiness).Set();
}

public sealed class DecideGoValidator : AbstractValidator<DecideGoRequest>
{
    public DecideGoValidator() => RuleFor(request => request.PlanHash).HashOf();
}

public sealed class AbortJointOperationValidator : AbstractValidator<AbortJointOperationRequest>
{
    public AbortJointOperationValidator() => RuleFor(request => request.Reason).Needed(JointOperationRules.TextMax);
}

public sealed class ReportTargetResultValidator : AbstractValidator<ReportTargetResultRequest>
{
    public ReportTargetResultValidator()
    {
        RuleFor(request => request.Results)
            .Must((request, results) => results.Count <= Coordination.JointOperations.Plan.TargetsMax && (results.Count > 0 || request.StartTime is not null))
            .WithMessage($"1 to {Coordination.JointOperations.Plan.TargetsMax} results, or a start time, are needed.");
        RuleForEach(request => request.Results).SetValidator(new ReportedResultValidator());
    }
}
