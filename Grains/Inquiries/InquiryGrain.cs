using Coordination.Core;
using Coordination.Log;

namespace Coordination.Inquiries;

[GrainType("inquiry")]
public sealed class InquiryGrain(
    [PersistentState("inquiry", "store")] IPersistentState<GrainRow<Inquiry, InquiryEvent>> store, IRequestLog log, DecisionClock clock)
    : MachineGrain<Inquiry, InquiryCommand, InquiryEvent>(Definition, store, log, clock), IInquiryGrain
{
    public static readonly Aggregate<Inquiry, InquiryEvent> Definition =
        new("inquiry", InquiryJson.Default, InquiryMachine.Apply, InquiryMachine.Index);

    protected override Decision<InquiryEvent> Decide(Inquiry state, InquiryCommand command, DateTimeOffset now) =>
        InquiryMachine.Decide(state, command, now);

    protected override IEnumerable<JurisdictionCode> Concerned(Inquiry before, Inquiry after, InquiryEvent happened) =>
        InquiryMachine.Concerned(happened);
}
