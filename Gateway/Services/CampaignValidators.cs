using Coordination.V1;
using FluentValidation;

namespace Coordination.Gateway.Services;

public sealed class CreateCampaignValidator : AbstractValidator<CreateCampaignRequest>
{
    private const int KeyLabelMax = 64;

    public CreateCampaignValidator()
    {
        RuleFor(request => request.Title).Needed(GroupRules.TitleMax);
        RuleFor(request => request.StartTime).NotNull().WithMessage("This is needed.");
        RuleFor(request => request.EndTime).NotNull().WithMessage("This is needed.");
        RuleFor(request => request.KeyLabel).AtMost(KeyLabelMax);
        RuleForEach(request => request.KeyJurisdictions).ChildRules(key => key.RuleFor(code => code).CodeOf());
    }
}
