using System.Text.Json;
using Coordination.Gateway.Suspects;
using Coordination.Inquiries;
using Coordination.Log;
using Coordination.V1;
using Google.Protobuf.WellKnownTypes;
using SearchHit = Coordination.Inquiries.SearchHit;

namespace Coordination.Gateway.Services;

/// <summary>Searches on the wire: the answer to the asker, and the entry in the audit trail for each who may read it.</summary>
public static class SearchMapping
{
    public const string Searches = "searches", KeyPrefix = "search";

    /// <summary>The answer as it was given the first time.</summary>
    public static SearchSuspectsResponse ToAnswer(this SearchMade made, Caller caller, Guid requestId, HitTokens tokens) =>
        ToAnswer(made.Search, made.Hits, made.Truncated, caller, requestId, tokens);

    public static SearchSuspectsResponse ToAnswer(
        string search, ImmutableArray<SearchHit> hits, bool truncated, Caller caller, Guid requestId, HitTokens tokens) => new()
        {
            Hits = { hits.Select((hit, place) => hit.ToProto(caller, tokens.Make(caller, requestId, place))) },
            Truncated = truncated,
            AuditEntry = Require.NameOf(search, Searches),
        };

    /// <param name="entries">The events of the search that concern the reader; at least one.</param>
    public static SuspectSearch ToProto(string search, IReadOnlyList<LogEntry> entries)
    {
        var (first, events) = (entries[0], entries.Select(entry => JsonSerializer.Deserialize(entry.Body, InquiryJson.Default.InquiryEvent)!).ToList());
        var proto = new SuspectSearch
        {
            Name = Require.NameOf(search, Searches),
            System = first.Principal,
            Actor = first.Actor,
            Purpose = first.Purpose,
            SearchTime = first.DecidedAt.ToTimestamp(),
        };
        foreach (var happened in events)
        {
            proto.Jurisdiction = Add(proto, happened).Value;
        }
        return proto;
    }

    /// <returns>Who asked.</returns>
    private static JurisdictionCode Add(SuspectSearch proto, InquiryEvent happened)
    {
        switch (happened)
        {
            case SearchMade e:
                (proto.Basis, proto.SelectorKind, proto.HitCount) = (e.Basis, (V1.SelectorKind)e.Kind, e.Hits.Length);
                return e.By;
            case SearchHitNoted e:
                proto.Notices.Add(Notice(e.Holder, silent: false, e.Records));
                return e.By;
            case SilentHitNoted e:
                proto.Notices.Add(Notice(e.Holder, silent: true, e.Records));
                return e.By;
            case EnumerationSuspected e:
                proto.SelectorsOfDay = e.Selectors;
                return e.By;
            default:
                throw new System.Diagnostics.UnreachableException(happened.GetType().Name);
        }
    }

    private static HolderNotice Notice(JurisdictionCode holder, bool silent, ImmutableArray<string> records) => new()
    {
        Desk = holder.Value, Silent = silent, Records = { records.Select(record => Require.NameOf(record, SuspectMapping.Records)) },
    };

    private static V1.SearchHit ToProto(this SearchHit hit, Caller caller, string token) => new()
    {
        Hit = token,
        Desks = { hit.Records.Select(record => record.Holder.Value).Distinct().Order(StringComparer.Ordinal) },
        Band = (V1.HitBand)hit.Band,
        OwnRecords = { hit.Records.Where(record => record.Holder == caller.Jurisdiction).Select(record => Require.NameOf(record.Record, SuspectMapping.Records)) },
    };
}
