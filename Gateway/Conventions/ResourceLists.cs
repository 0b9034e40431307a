using System.Globalization;
using System.Text.Json;
using Coordination.Log;
using Coordination.Persistence.Reads;
using Grpc.Core;

namespace Coordination.Gateway.Conventions;

/// <summary>One resource of a list.</summary>
/// <param name="Key">Its grain key.</param>
public sealed record Listed<TState>(string Key, int Version, TState State, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

/// <param name="NextPageToken">Empty on the last page.</param>
public sealed record ResourcePage<TState>(IReadOnlyList<Listed<TState>> Items, string NextPageToken);

/// <summary>Lists of what a caller may know of, from the read model, in the order of creation.</summary>
public sealed class ResourceLists(ReadModel reads, PageTokens tokens, IEnumerable<IAggregate> aggregates)
{
    private readonly JsonSerializerOptions _json = StoreJson.Create(aggregates);

    /// <param name="grainType">The aggregate, e.g. <c>case</c>.</param>
    /// <param name="fields">What <paramref name="filter"/> may name; <see cref="FilterFields.Common"/> if null.</param>
    /// <exception cref="RpcException">FILTER_INVALID, PAGE_TOKEN_INVALID, FIELD_INVALID for a negative page size.</exception>
    public async Task<ResourcePage<TState>> List<TState>(
        Caller caller, string grainType, string filter, int pageSize, string pageToken, CancellationToken cancel,
        ImmutableDictionary<string, FilterField>? fields = null)
    {
        var size = PageTokens.Size(pageSize);
        var question = $"{grainType}|{filter}";
        var rows = await reads.List(
            new(grainType, caller.Jurisdiction.IsMinistry ? null : caller.Jurisdiction, size + 1)
            {
                Filter = FilterText.Parse(filter, fields ?? FilterFields.Common),
                After = tokens.Read(caller, question, pageToken) is { } cursor ? Read(cursor) : null,
            },
            cancel);
        var page = rows.Take(size).Select(row => new Listed<TState>(
            row.GrainId, row.Version, JsonSerializer.Deserialize<TState>(row.State, _json)!, row.CreatedAt, row.UpdatedAt)).ToList();
        return new(page, rows.Count > size ? tokens.Make(caller, question, Write(ResourceCursor.Of(rows[size - 1]))) : "");
    }

    // The token is signed: what is read here was written here.
    private static string Write(ResourceCursor cursor) =>
        string.Create(CultureInfo.InvariantCulture, $"{cursor.CreatedAt.UtcTicks}/{cursor.Seq}/{cursor.GrainId}");

    private static ResourceCursor Read(string cursor)
    {
        var parts = cursor.Split('/', 3);
        return new(new(long.Parse(parts[0], CultureInfo.InvariantCulture), TimeSpan.Zero), parts[2], long.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
