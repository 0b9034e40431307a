using Coordination.V1;
using FluentValidation;

namespace Coordination.Gateway.Services;

internal static class GroupRules
{
    public const int TitleMax = 256, TermMax = 64, ActionIdMax = 64, DocumentMax = 128, DepthMax = 4;

    public static void AtMost<T>(this IRuleBuilder<T, string> rule, int lengthMax) =>
        rule.MaximumLength(lengthMax).WithMessage($"At most {lengthMax} characters.");

    public static void Suspect<T>(this IRuleBuilder<T, string> rule) =>
        rule.Must(name => Require.IsName(name, "suspects") || Require.IsName(name, "suspectRecords"))
            .WithMessage("A name like suspects/{id} or suspectRecords/{id} is needed.");

    public static void NameIn<T>(this IRuleBuilder<T, string> rule, string collection) =>
        rule.Must(name => Require.IsName(name, collection)).WithMessage($"A name like {collection}/{{id}} is needed.");
}

public sealed class CreateGroupValidator : AbstractValidator<CreateGroupRequest>
{
    public CreateGroupValidator()
    {
        RuleFor(request => request.Title).Needed(GroupRules.TitleMax);
        RuleFor(request => request.PoliceTerm).AtMost(GroupRules.TermMax);
        RuleFor(request => request.FocusArea).Set();
    }
}

public sealed class UpdateGroupValidator : AbstractValidator<UpdateGroupRequest>
{
    public UpdateGroupValidator()
    {
        RuleFor(request => request.Title).AtMost(GroupRules.TitleMax);
        RuleFor(request => request.PoliceTerm).AtMost(GroupRules.TermMax);
    }
}

public sealed class ConfirmGroupDismantledValidator : AbstractValidator<ConfirmGroupDismantledRequest>
{
    public ConfirmGroupDismantledValidator()
    {
        RuleFor(request => request.Officer).Needed(GroupRules.TitleMax);
        RuleFor(request => request.DocumentNumber).Needed(GroupRules.DocumentMax);
    }
}

public sealed class GetGroupChainValidator : AbstractValidator<GetGroupChainRequest>
{
    public GetGroupChainValidator() => RuleFor(request => request.Depth).InclusiveBetween(0, GroupRules.DepthMax)
        .WithMessage($"1 to {GroupRules.DepthMax}, or 0 for the default of 2.");
}

public sealed class ModifyGroupRelationsValidator : AbstractValidator<ModifyGroupRelationsRequest>
{
    public ModifyGroupRelationsValidator()
    {
        RuleFor(request => request.Changes).NotEmpty().WithMessage("At least one change is needed.");
        RuleForEach(request => request.Changes).SetValidator(new GroupChangeValidator());
    }
}

public sealed class GroupChangeValidator : AbstractValidator<V1.GroupChange>
{
    public GroupChangeValidator()
    {
        RuleFor(change => change.ChangeCase).NotEqual(V1.GroupChange.ChangeOneofCase.None).OverridePropertyName("change").WithMessage("This is needed.");
        RuleFor(change => change.AddMember).SetValidator(new GroupMemberValidator()).When(Is(V1.GroupChange.ChangeOneofCase.AddMember));
        RuleFor(change => change.EndMember).ChildRules(end =>
        {
            end.RuleFor(change => change.Suspect).Suspect();
            end.RuleFor(change => change.EndTime).NotNull().WithMessage("This is needed.");
        }).When(Is(V1.GroupChange.ChangeOneofCase.EndMember));
        RuleFor(change => change.RemoveMember).ChildRules(remove => remove.RuleFor(change => change.Suspect).Suspect())
            .When(Is(V1.GroupChange.ChangeOneofCase.RemoveMember));
        RuleFor(change => change.SetStanding).ChildRules(set => set.RuleFor(change => change.Suspect).Suspect())
            .When(Is(V1.GroupChange.ChangeOneofCase.SetStanding));
        RuleFor(change => change.AddAction).SetValidator(new GroupActionValidator()).When(Is(V1.GroupChange.ChangeOneofCase.AddAction));
        When(Is(V1.GroupChange.ChangeOneofCase.AddStage), () => RuleFor(change => change.AddStage).Set());
        When(Is(V1.GroupChange.ChangeOneofCase.RemoveStage), () => RuleFor(change => change.RemoveStage).Set());
        When(Is(V1.GroupChange.ChangeOneofCase.AddCase), () => RuleFor(change => change.AddCase).NameIn(GroupMapping.Cases));
        When(Is(V1.GroupChange.ChangeOneofCase.RemoveCase), () => RuleFor(change => change.RemoveCase).NameIn(GroupMapping.Cases));
        When(Is(V1.GroupChange.ChangeOneofCase.AddUpstream), () => RuleFor(change => change.AddUpstream).NameIn(GroupMapping.Collection));
        When(Is(V1.GroupChange.ChangeOneofCase.RemoveUpstream), () => RuleFor(change => change.RemoveUpstream).NameIn(GroupMapping.Collection));
        When(Is(V1.GroupChange.ChangeOneofCase.AddParticipant), () => RuleFor(change => change.AddParticipant).CodeOf());
    }

    private static Func<V1.GroupChange, bool> Is(V1.GroupChange.ChangeOneofCase which) => change => change.ChangeCase == which;
}

public sealed class GroupMemberValidator : AbstractValidator<GroupMember>
{
    public GroupMemberValidator()
    {
        RuleFor(member => member.Suspect).Suspect();
        RuleFor(member => member.Role).Set();
    }
}

public sealed class GroupActionValidator : AbstractValidator<V1.GroupAction>
{
    public GroupActionValidator()
    {
        RuleFor(action => action.ActionId).Needed(GroupRules.ActionIdMax);
        RuleFor(action => action.Stage).Set();
        RuleFor(action => action.Jurisdiction).CodeOf();
        RuleFor(action => action.ExecuteTime).NotNull().WithMessage("This is needed.");
    }
}
