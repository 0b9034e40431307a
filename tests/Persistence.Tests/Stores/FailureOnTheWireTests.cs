using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.Serialization;
using Xunit;

namespace Coordination.Persistence.Tests;

/// <summary>What a silo tells a gateway of a store that fails.</summary>
public sealed class FailureOnTheWireTests(TestServer server)
{
    [Fact]
    public async Task A_failed_write_arrives_as_such_with_the_database_s_own_words_as_its_cause()
    {
        var store = await TestStore.Create(server, StoreKind.Sqlite);
        await using var cluster = await store.Cluster();
        var serializer = cluster.Silos[0].ServiceProvider.GetRequiredService<Serializer>();

        var arrived = serializer.Deserialize<Exception>(serializer.SerializeToArray<Exception>(
            new StoreUnavailableException("The store failed.", new NpgsqlException("Exception while reading from stream", new IOException("closed")))));

        Assert.Equal("The store failed.", Assert.IsType<StoreUnavailableException>(arrived).Message);
        Assert.IsType<NpgsqlException>(arrived.InnerException);
    }
}
