namespace Glia.Kernels.Tests;

public class WorkersTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Every_tile_runs_exactly_once(int threads)
    {
        Workers workers = new(threads);
        for (int tiles = 0; tiles < 200; tiles++)
        {
            int[] runs = new int[tiles];
            workers.For(tiles, new CountRuns(runs));
            Assert.All(runs, count => Assert.Equal(1, count));
        }
    }

    [Fact]
    public void Many_small_jobs_in_a_row_lose_no_tile()
    {
        Workers workers = new(3);
        int[] runs = new int[5];
        for (int i = 0; i < 20_000; i++)
            workers.For(runs.Length, new CountRuns(runs));
        Assert.All(runs, count => Assert.Equal(20_000, count));
    }

    [Fact]
    public void A_pool_that_has_gone_to_sleep_works_again()
    {
        Workers workers = new(2);
        int[] runs = new int[64];
        for (int i = 0; i < 5; i++)
        {
            workers.For(runs.Length, new CountRuns(runs));
            Thread.Sleep(20);
        }

        Assert.All(runs, count => Assert.Equal(5, count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void An_exception_in_a_tile_reaches_the_caller_and_the_pool_lives_on(int threads)
    {
        Workers workers = new(threads);
        for (int bad = 0; bad < 20; bad++)
        {
            InvalidOperationException failure = Assert.Throws<InvalidOperationException>(() => workers.For(20, new FailAt(bad)));
            Assert.Equal($"tile {bad}", failure.Message);
        }

        int[] runs = new int[20];
        workers.For(runs.Length, new CountRuns(runs));
        Assert.All(runs, count => Assert.Equal(1, count));
    }

    [Fact]
    public void A_job_may_start_a_job()
    {
        Workers workers = new(3);
        int[] runs = new int[12];
        workers.For(4, new Nested(workers, runs));
        Assert.All(runs, count => Assert.Equal(4, count));
    }

    [Fact]
    public void Two_callers_may_share_a_pool()
    {
        Workers workers = new(3);
        int[] first = new int[50];
        int[] second = new int[50];
        Thread other = new(() => Repeat(workers, second));
        other.Start();
        Repeat(workers, first);
        other.Join();
        Assert.All(first, count => Assert.Equal(500, count));
        Assert.All(second, count => Assert.Equal(500, count));
    }

    [Fact]
    public void Handing_over_a_job_allocates_nothing()
    {
        Workers workers = new(2);
        int[] runs = new int[8];
        workers.For(runs.Length, new CountRuns(runs));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            workers.For(runs.Length, new CountRuns(runs));
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1025)]
    public void A_pool_has_between_one_and_1024_threads(int threads) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Workers(threads));

    private static void Repeat(Workers workers, int[] runs)
    {
        for (int i = 0; i < 500; i++)
            workers.For(runs.Length, new CountRuns(runs));
    }

    private readonly struct CountRuns(int[] runs) : IJob
    {
        public void Run(int tile) => Interlocked.Increment(ref runs[tile]);
    }

    private readonly struct FailAt(int bad) : IJob
    {
        public void Run(int tile)
        {
            if (tile == bad)
                throw new InvalidOperationException($"tile {tile}");
        }
    }

    private readonly struct Nested(Workers workers, int[] runs) : IJob
    {
        public void Run(int tile) => workers.For(runs.Length, new CountRuns(runs));
    }
}
