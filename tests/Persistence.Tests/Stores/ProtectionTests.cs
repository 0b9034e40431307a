using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static Coordination.Persistence.Tests.Commands;

namespace Coordination.Persistence.Tests;

public sealed class ProtectionTests(TestServer server)
{
    private const string Name = "王小明-110101199003071234";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<StoreKind> Kinds => [StoreKind.Sqlite, StoreKind.Postgres];

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_one_process_seals_another_reveals(StoreKind kind)
    {
        var store = await TestStore.Create(server, kind);
        using var one = await store.Open();
        using var other = await store.Open();
        var sealer = await Protector(one).NewSealer(Cancel);
        var fields = new[] { sealer.Seal(Name), sealer.Seal(""), (await Protector(one).NewSealer(Cancel)).Seal("second") };

        Assert.Equal([Name, "", "second"], await Protector(other).Reveal(fields, Cancel));
        Assert.NotEqual(fields[0].KeyId, fields[2].KeyId);
        Assert.NotEqual(sealer.Seal(Name).Ciphertext, fields[0].Ciphertext);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Of_many_that_seal_at_once_each_gets_a_key_of_its_own(StoreKind kind)
    {
        var store = await TestStore.Create(server, kind);
        using var host = await store.Open();
        var protector = Protector(host);

        var sealers = await Task.WhenAll(Enumerable.Range(0, 2_000).Select(async _ => await protector.NewSealer(Cancel)));

        var fields = Array.ConvertAll(sealers, sealer => sealer.Seal(Name));
        Assert.Equal(2_000, fields.Select(field => field.KeyId).Distinct().Count());
        using var other = await store.Open();
        Assert.All(await Protector(other).Reveal(fields, Cancel), text => Assert.Equal(Name, text));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_destroyed_key_leaves_the_name_nowhere(StoreKind kind)
    {
        var store = await TestStore.Create(server, kind);
        Protected field;
        await using (var cluster = await store.Cluster())
        {
            var protector = cluster.Silos[0].ServiceProvider.GetRequiredService<IProtector>();
            field = (await protector.NewSealer(Cancel)).Seal(Name);
            await cluster.Client.GetGrain<ICounterGrain>("counter-1").Execute(new Add(Header(), 1, $"{field.KeyId}:{field.Ciphertext}"));
            Assert.Equal(Name, await protector.Reveal(field, Cancel));

            await protector.Destroy(field.KeyId, Cancel);
            await protector.Destroy(field.KeyId, Cancel);

            await Assert.ThrowsAsync<KeyDestroyedException>(async () => await protector.Reveal(field, Cancel));
            Assert.Null(Assert.Single(await protector.Reveal([field], Cancel)));
        }
        using var later = await store.Open();
        await Assert.ThrowsAsync<KeyDestroyedException>(async () => await Protector(later).Reveal(field, Cancel));
        Assert.Empty(await FilesWith(store, Name));
        Assert.NotEmpty(await FilesWith(store, field.KeyId)); // the search does find what is there
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_key_that_came_along_reveals_until_it_is_destroyed_and_not_again_when_it_comes_once_more(StoreKind kind)
    {
        var store = await TestStore.Create(server, kind);
        using var host = await store.Open();
        var protector = Protector(host);
        var sealer = await protector.NewSealer(Cancel);
        var field = sealer.Seal(Name);

        protector.Learn(sealer.Key);
        Assert.Equal(Name, await protector.Reveal(field, Cancel));

        await protector.Destroy(field.KeyId, Cancel);
        protector.Learn(sealer.Key);
        Assert.Null(Assert.Single(await protector.Reveal([field], Cancel)));
    }

    [Fact]
    public async Task The_store_file_of_SQLite_holds_no_key()
    {
        var store = await TestStore.Create(server, StoreKind.Sqlite);
        using var host = await store.Open();
        var keyId = (await Protector(host).NewSealer(Cancel)).Seal(Name).KeyId;

        var files = await FilesWith(store, keyId);

        Assert.All(files, file => Assert.StartsWith("store.db.keys", Path.GetFileName(file)));
        Assert.NotEmpty(files);
    }

    [Fact]
    public async Task An_altered_or_exchanged_ciphertext_is_refused()
    {
        var store = await TestStore.Create(server, StoreKind.Sqlite);
        using var host = await store.Open();
        var (mine, other) = (await Protector(host).NewSealer(Cancel), await Protector(host).NewSealer(Cancel));
        var field = mine.Seal(Name);
        var bytes = Convert.FromBase64String(field.Ciphertext);
        bytes[^20] ^= 1;

        await Assert.ThrowsAsync<AuthenticationTagMismatchException>(async () => await Protector(host).Reveal(field with { Ciphertext = Convert.ToBase64String(bytes) }, Cancel));
        await Assert.ThrowsAsync<AuthenticationTagMismatchException>(async () => await Protector(host).Reveal(field with { KeyId = other.Seal("x").KeyId }, Cancel));
        await Assert.ThrowsAsync<AuthenticationTagMismatchException>(async () => await Protector(host).Reveal(field with { Ciphertext = "AAAA" }, Cancel));
    }

    [Fact]
    public async Task A_key_file_is_made_for_its_owner_only_and_refused_when_others_may_read_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        var options = new StoreOptions();
        (await TestStore.Create(server, StoreKind.Sqlite)).Configure(options);

        var first = StoreKeys.Load(options);
        var again = StoreKeys.Load(options);

        Assert.Equal(first.Of(1, "a"), again.Of(1, "a"));
        Assert.NotEqual(first.Of(1, "a"), first.Of(2, "a"));
        Assert.Equal(first.Ids.ToArray(), again.Ids.ToArray());
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(options.KeyFile));
            File.SetUnixFileMode(options.KeyFile, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        }
        Assert.Contains("chmod 600", Assert.Throws<UnsafeStoreException>(() => StoreKeys.Load(options)).Message);
    }

    [Fact]
    public async Task A_missing_key_file_is_not_replaced_unless_allowed()
    {
        var options = new StoreOptions();
        (await TestStore.Create(server, StoreKind.Sqlite)).Configure(options);
        options.CreateKeyFile = false;

        Assert.Throws<UnsafeStoreException>(() => StoreKeys.Load(options));
        Assert.False(File.Exists(options.KeyFile));
    }

    private static IProtector Protector(Microsoft.Extensions.Hosting.IHost host) => host.Services.GetRequiredService<IProtector>();

    private async Task<List<string>> FilesWith(TestStore store, string text)
    {
        var folder = store.Folder;
        if (store.Kind == StoreKind.Postgres)
        {
            await store.Execute("checkpoint");
            folder = server.Folder;
        }
        var wanted = Encoding.UTF8.GetBytes(text);
        return [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => Contains(file, wanted))];
    }

    private static bool Contains(string file, byte[] wanted)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return copy.GetBuffer().AsSpan(0, (int)copy.Length).IndexOf(wanted) >= 0;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return false; // the server has removed it since it was listed
        }
    }
}
