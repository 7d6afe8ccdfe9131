using System.Net;
using Glia.Report;
using Glia.Report.Tests;

namespace Glia.Serve.Tests;

/// <summary>What the doctor examines while the server answers.</summary>
public class ExaminedTests
{
    [Fact]
    public async Task What_is_found_shows_itself_and_is_looked_for_again_on_demand()
    {
        int looks = 0;
        using var first = new ManualResetEventSlim();
        await using Serving serving = await Serving.Start(new Served.Examined("network.py", end =>
        {
            first.Wait(end);
            if (++looks == 2) throw new GliaException("network.py cannot be run: line 3 is no Python.");
            return Reports.OfRun(RecordedRun.Read(MadeRuns.Digits));
        }));
        string looking = await serving.Client.GetStringAsync("/examined");
        Assert.Contains("data-events=\"/examined/events\"", looking, StringComparison.Ordinal);
        using HttpResponseMessage start = await serving.Client.GetAsync("/");
        Assert.Equal("/examined", start.Headers.Location!.OriginalString);
        first.Set();
        Assert.Contains("id=\"confusion\"", await Shown(serving, "How it went"), StringComparison.Ordinal);
        using HttpResponseMessage again = await serving.Client.PostAsync("/examined/again", null);
        Assert.Equal(HttpStatusCode.NoContent, again.StatusCode);
        await Shown(serving, "network.py cannot be run: line 3 is no Python.");
    }

    [Fact]
    public async Task A_server_that_ends_ends_what_is_examined_and_waits_for_that()
    {
        bool ended = false;
        using var begun = new ManualResetEventSlim();
        await using (Serving serving = await Serving.Start(new Served.Examined("network.py", end =>
        {
            begun.Set();
            end.WaitHandle.WaitOne();
            ended = true;
            throw new OperationCanceledException(end);
        })))
        {
            begun.Wait(TestContext.Current.CancellationToken);
        }
        Assert.True(ended);
    }

    private static async Task<string> Shown(Serving serving, string text)
    {
        string page;
        for (int tries = 0; !(page = await serving.Client.GetStringAsync("/examined")).Contains(text, StringComparison.Ordinal); tries++)
        {
            Assert.InRange(tries, 0, 500);
            await Task.Delay(20);
        }
        return page;
    }
}
