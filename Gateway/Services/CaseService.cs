using System.Globalization;
using Coordination.Cases;
using Coordination.Persistence.Reads;
using Grpc.Core;

namespace Coordination.Gateway.Services;

/// <summary>Cases on the wire.</summary>
public sealed class CaseService(
    Access access, IGrainFactory grains, IProtector protector, Ids ids, CaseView view, ResourceLists lists, ReadModel reads, PageTokens pages)
    : V1.CaseService.CaseServiceBase
{
    private static readonly ImmutableDictionary<string, FilterField> Fields = FilterFields.Common
        .Add("merged_into", FilterFields.Parent(CaseMapping.Collection, CaseMapping.KeyPrefix))
        .Add("focus_area", FocusAreaFilter);

    public override async Task<V1.Case> CreateCase(V1.CreateCaseRequest request, ServerCallContext context)
    {
        var header = access.Allow(context, Verb.CreateCase, request);
        var sealer = await protector.NewSealer(context.CancellationToken);

        return await Execute(ids.Case(header.Jurisdiction, request.CaseFile.CaseNumber), request.ToCommand(header, sealer), context);
    }

    public override async Task<V1.Case> GetCase(V1.GetCaseRequest request, ServerCallContext context)
    {
        var viewer = access.AllowRead(context, Verb.ReadCase).Jurisdiction;
        var key = Key(request.Name);

        var (file, version) = await view.Read(key, viewer, request.Name);
        if (!request.Unredirected && await view.Main(file, viewer) is { } main)
        {
            (key, file, version) = main;
        }
        return await view.Show(key, file, version, viewer, context.CancellationToken);
    }

    public override async Task<V1.ListCasesResponse> ListCases(V1.ListCasesRequest request, ServerCallContext context)
    {
        var caller = access.AllowRead(context, Verb.ReadCase);

        var page = await lists.List<CaseFile>(caller, "case", request.Filter, request.PageSize, request.PageToken, context.CancellationToken, Fields);
        var cases = page.Items.Select(item => (item.Key, item.State, item.Version)).ToList();
        return new()
        {
            Cases = { await view.Show(cases, caller.Jurisdiction, context.CancellationToken) },
            NextPageToken = page.NextPageToken,
        };
    }

    public override async Task<V1.Case> UpdateCase(V1.UpdateCaseRequest request, ServerCallContext context)
    {
        var header = access.Allow(context, Verb.UpdateCase, request);
        var key = Require.Name(request.CaseFile.Name, CaseMapping.Collection, CaseMapping.KeyPrefix, "case_file.name");
        var sealer = await protector.NewSealer(context.CancellationToken);

        return await Execute(key, request.ToCommand(header, sealer), context);
    }

    public override Task<V1.Case> TransitionCase(V1.TransitionCaseRequest request, ServerCallContext context)
    {
        var header = access.Allow(context, Verb.TransitionCase, request);

        return Execute(Key(request.Name), request.ToCommand(header), context);
    }

    public override Task<V1.Case> RecordCaseFact(V1.RecordCaseFactRequest request, ServerCallContext context)
    {
        var header = access.Allow(context, Verb.RecordFact, request);

        return Execute(Key(request.Name), request.ToCommand(header), context);
    }

    public override Task<V1.Case> RecordCaseMeasure(V1.RecordCaseMeasureRequest request, ServerCallContext context)
    {
        var header = access.Allow(context, Verb.RecordMeasure, request);

        return Execute(Key(request.Name), request.ToCommand(header), context);
    }

    public override Task<V1.Case> ProposeCaseTransfer(V1.ProposeCaseTransferRequest request, ServerCallContext context)
    {
        var header = access.Allow(context, Verb.ProposeCaseTransfer, request);

        return Execute(Key(request.Name), request.ToCommand(header), context);
    }

    public override Task<V1.Case> DecideCaseTransfer(V1.DecideCaseTransferRequest request, ServerCallContext context)
    {
        var header = access.Allow(context, Verb.DecideCaseTransfer, request);

        return Execute(Key(request.Name), request.ToCommand(header), context);
    }

    public override async Task<V1.Case> MergeCase(V1.MergeCaseRequest request, ServerCallContext context)
    {
        var header = access.Allow(context, Verb.MergeCase, request);
        var key = Key(request.Name);
        var into = Require.Name(request.Into, CaseMapping.Collection, CaseMapping.KeyPrefix, "into");

        // A case never goes away: if the main case is there now, word of the merge will find it.
        var (main, _) = await view.Read(into, header.Jurisdiction, request.Into);
        return await Execute(key, new MergeCase(header, into, main.Owner, (JoinderGround)request.Ground, request.Approval.ToDomain()), context);
    }

    public override Task<V1.Case> UnmergeCase(V1.UnmergeCaseRequest request, ServerCallContext context)
    {
        var header = access.Allow(context, Verb.UnmergeCase, request);

        return Execute(Key(request.Name), new UnmergeCase(header, request.Approval.ToDomain()), context);
    }

    public override async Task<V1.ListCaseStateChangesResponse> ListCaseStateChanges(V1.ListCaseStateChangesRequest request, ServerCallContext context)
    {
        var caller = access.AllowRead(context, Verb.ReadCase);
        var key = Require.Name(request.Parent, CaseMapping.Collection, CaseMapping.KeyPrefix, "parent");
        var size = PageTokens.Size(request.PageSize);
        var question = $"case-history|{key}";
        var after = pages.Read(caller, question, request.PageToken) is { } cursor ? long.Parse(cursor, CultureInfo.InvariantCulture) : 0;

        var (file, _) = await view.Read(key, caller.Jurisdiction, request.Parent);
        var entries = await reads.History("case", key, after, size + 1, context.CancellationToken);
        var seesAll = CaseMapping.SeesAll(file, caller.Jurisdiction);
        return new()
        {
            StateChanges = { entries.Take(size).Select(entry => entry.ToProto(seesAll)) },
            NextPageToken = entries.Count > size ? pages.Make(caller, question, entries[size - 1].Seq.ToString(CultureInfo.InvariantCulture)) : "",
        };
    }

    private async Task<V1.Case> Execute(string key, CaseCommand command, ServerCallContext context)
    {
        var reply = await grains.GetGrain<ICaseGrain>(key).Execute(command);
        return await view.Show(key, reply.OrThrow(context), reply.Version, command.Header.Jurisdiction, context.CancellationToken);
    }

    private static string Key(string name) => Require.Name(name, CaseMapping.Collection, CaseMapping.KeyPrefix, "name");

    private static ResourceFilter? FocusAreaFilter(Comparison comparison, string value) =>
        comparison is Comparison.Equal or Comparison.NotEqual && Enum.TryParse<FocusArea>(value.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var area)
            ? new ResourceFilter.Property("focusArea", comparison, area.ToString())
            : null;
}
