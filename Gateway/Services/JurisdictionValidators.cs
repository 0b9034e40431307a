using Coordination.Jurisdictions;
using Coordination.V1;
using FluentValidation;

namespace Coordination.Gateway.Services;

public sealed class UpdateJurisdictionValidator : AbstractValidator<UpdateJurisdictionRequest>
{
    private const int SystemNameMax = 64, PhoneMax = 32, TeamsMax = 10_000, OfficersMax = 1_000_000;

    public UpdateJurisdictionValidator()
    {
        RuleFor(request => request.Profile).NotNull().WithMessage("This is needed.");
        When(request => request.Profile is not null, () =>
        {
            RuleFor(request => request.Profile.RegisteredSystems).Must(systems => systems.Count <= UpdateJurisdiction.SystemsMax)
                .WithMessage($"At most {UpdateJurisdiction.SystemsMax} systems.");
            RuleForEach(request => request.Profile.RegisteredSystems).Must(system => system.Length is >= 1 and <= SystemNameMax)
                .WithMessage($"1 to {SystemNameMax} characters are needed.");
        });
        When(request => request.Profile?.ContactDesk is not null, () =>
        {
            RuleFor(request => request.Profile.ContactDesk.Title).Needed(GroupRules.TitleMax);
            RuleFor(request => request.Profile.ContactDesk.Phone).Needed(PhoneMax);
        });
        When(request => request.Profile?.Capacity is not null, () =>
        {
            RuleFor(request => request.Profile.Capacity.Teams).InclusiveBetween(0, TeamsMax).WithMessage($"0 to {TeamsMax}.");
            RuleFor(request => request.Profile.Capacity.Officers).InclusiveBetween(0, OfficersMax).WithMessage($"0 to {OfficersMax}.");
        });
    }
}
