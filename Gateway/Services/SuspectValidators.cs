using System.Linq.Expressions;
using Coordination.V1;
using FluentValidation;

namespace Coordination.Gateway.Services;

public sealed class SubmitSuspectRecordValidator : AbstractValidator<SubmitSuspectRecordRequest>
{
    public SubmitSuspectRecordValidator()
    {
        RuleFor(r => r.SourceRecordId).Length(1, 128).WithMessage("Your own id of the record, 1 to 128 characters.");
        RuleFor(r => r.CaseNumber).MaximumLength(128).WithMessage("At most 128 characters.");
        RuleFor(r => r.Attributes).NotNull().WithMessage("Say what you know of the person.");
        RuleFor(r => r.Attributes!).SetValidator(new SuspectAttributesValidator()).When(r => r.Attributes is not null);
    }
}

public sealed class SuspectAttributesValidator : AbstractValidator<SuspectAttributes>
{
    private const int NameMax = 256, AddressMax = 512, NumberMax = 64, ManyMax = 32;

    public SuspectAttributesValidator()
    {
        RuleFor(a => a).Must(a => a.CalculateSize() > 0).WithMessage("At least one field is needed.").OverridePropertyName("full_name");
        foreach (var name in new Expression<Func<SuspectAttributes, string>>[] { a => a.FullName, a => a.RomanisedName })
        {
            RuleFor(name).MaximumLength(NameMax).WithMessage($"At most {NameMax} characters.");
        }
        foreach (var address in new Expression<Func<SuspectAttributes, string>>[] { a => a.RegisteredAddress, a => a.PresentAddress })
        {
            RuleFor(address).MaximumLength(AddressMax).WithMessage($"At most {AddressMax} characters.");
        }
        foreach (var number in new Expression<Func<SuspectAttributes, string>>[]
            { a => a.IdNumber, a => a.IdType, a => a.Wechat, a => a.Qq, a => a.Ethnicity, a => a.BirthDate })
        {
            RuleFor(number).MaximumLength(NumberMax).WithMessage($"At most {NumberMax} characters.");
        }
        RuleFor(a => a.Sex).Must(s => s is "" or "M" or "F").WithMessage("M, F or empty.");
        Many(a => a.Aliases, NameMax);
        Many(a => a.Phones, NumberMax);
        Many(a => a.BankCards, NumberMax);
        Many(a => a.Plates, NumberMax);
    }

    private void Many(Expression<Func<SuspectAttributes, IEnumerable<string>>> list, int lengthMax)
    {
        RuleFor(list).Must(values => values.Count() <= ManyMax).WithMessage($"At most {ManyMax} values.");
        RuleForEach(list).Length(1, lengthMax).WithMessage($"1 to {lengthMax} characters.");
    }
}
