using Coordination.Client.Api;
using Xunit;

namespace Coordination.Client.Tests;

public sealed class RequestIdsTests
{
    [Fact]
    public void The_same_question_has_the_same_id_and_another_question_another()
    {
        Assert.Equal(RequestIds.Of("import", "440000"), RequestIds.Of("import", "440000"));
        Assert.NotEqual(RequestIds.Of("import", "440000"), RequestIds.Of("import", "310000"));
        Assert.Equal(8, Guid.Parse(RequestIds.Of("import")).Version);
    }
}
