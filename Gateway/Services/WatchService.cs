using Coordination.Inboxes;
using Coordination.Persistence.Reads;
using Coordination.V1;
using Grpc.Core;
using InboxMark = Coordination.V1.InboxMark;

namespace Coordination.Gateway.Services;

/// <summary>The inbox on the wire: that something happened, never what it says.</summary>
public sealed class WatchService(Access access, IGrainFactory grains, Ids ids, ReadModel reads) : V1.WatchService.WatchServiceBase
{
    public override async Task<ReadInboxResponse> ReadInbox(ReadInboxRequest request, ServerCallContext context)
    {
        var caller = access.AllowRead(context, Verb.ReadInbox);
        var size = PageTokens.Size(request.PageSize);

        var acked = (await Mark(caller.Jurisdiction, caller.Principal).Read()).State?.Through ?? 0;
        var head = await reads.InboxHead(caller.Jurisdiction, context.CancellationToken);
        var entries = await reads.Inbox(caller.Jurisdiction, request.HasAfter ? request.After : acked, size, context.CancellationToken);
        return new()
        {
            Notices = { entries.Select(InboxMapping.ToProto) },
            Head = Math.Max(head, entries is [.., var last] ? last.InboxSeq : 0),   // some may have come between the two reads
            Acked = acked,
        };
    }

    public override async Task<InboxMark> AckInbox(AckInboxRequest request, ServerCallContext context)
    {
        var header = access.Allow(context, Verb.AckInbox, request);

        var head = await reads.InboxHead(header.Jurisdiction, context.CancellationToken);
        var reply = await Mark(header.Jurisdiction, header.Principal).Execute(new AcknowledgeInbox(header, request.Through, head));
        return new() { Acked = reply.OrThrow(context).Through };
    }

    private IInboxMarkGrain Mark(JurisdictionCode jurisdiction, string principal) =>
        grains.GetGrain<IInboxMarkGrain>(ids.Owned("inbox", jurisdiction, principal));
}
