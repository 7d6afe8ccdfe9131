namespace Glia.Kernels;

/// <summary>Changes pictures at random within limits, each on its own, so that a network never sees the same picture twice.</summary>
public static class Pictures
{
    // Random numbers of layers have the lanes from 0 on, those of the order of the rows the last one.
    private const uint Lane = uint.MaxValue - 1;

    // Pictures of one tile, when threads work together.
    private const int Tile = 8;

    /// <summary>
    /// Changes a batch of pictures where it stands, and brings each number x to <c>x * factors[i] + offsets[i]</c> afterwards. What becomes
    /// of a picture depends on the seed, the pass and its row number alone, whatever the batch and the threads.
    /// </summary>
    /// <param name="batch">The pictures, one after the other: height, width, channels.</param>
    /// <param name="height">Rows of pixels.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="rows">The number of each picture in its data set.</param>
    /// <param name="limits">How far they are changed.</param>
    /// <param name="factors">One factor for all numbers, or one for each of a picture.</param>
    /// <param name="offsets">As many offsets, added afterwards.</param>
    /// <param name="seed">The seed of the training.</param>
    /// <param name="pass">Which pass over the data it is.</param>
    /// <param name="workers">Threads to share the pictures; null for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">The lengths do not fit each other.</exception>
    public static unsafe void Change(Span<float> batch, int height, int width, ReadOnlySpan<int> rows, in PictureLimits limits,
        ReadOnlySpan<float> factors, ReadOnlySpan<float> offsets, ulong seed, uint pass, Workers? workers = null)
    {
        if (rows.IsEmpty) return;
        int size = batch.Length / rows.Length, channels = size / (height * width);
        Lanes.RequireLength(batch.Length, rows.Length * height * width * channels, nameof(batch));
        if (factors.Length != 1) Lanes.RequireLength(factors.Length, size, nameof(factors));
        Lanes.RequireLength(offsets.Length, factors.Length, nameof(offsets));
        fixed (float* pictures = batch, factor = factors, offset = offsets)
        fixed (int* numbers = rows)
        {
            var job = new Job(pictures, numbers, rows.Length, height, width, channels, limits, factor, offset, factors.Length > 1, seed,
                pass);
            (workers ?? Workers.Single).For((rows.Length + Tile - 1) / Tile, job);
        }
    }

    private readonly unsafe struct Job(float* pictures, int* rows, int count, int height, int width, int channels, PictureLimits limits,
        float* factors, float* offsets, bool factorsDiffer, ulong seed, uint pass)
        : IJob
    {
        public void Run(int tile)
        {
            int grid = limits.Elastic == 0 ? 0 : limits.ElasticGrid, size = height * width * channels;
            var scratch = new PictureScratch(height, width, channels, grid);
            Span<uint> words = stackalloc uint[RandomWords.GroupSize];
            for (int i = tile * Tile; i < Math.Min(count, (tile + 1) * Tile); i++)
            {
                float* picture = pictures + ((long)i * size);
                var random = new RandomWords(seed, pass | ((ulong)(uint)rows[i] << 32), Lane);
                random.Group(0, words);
                PictureChange change = PictureChange.Draw(words, limits, width, height);
                if (limits.Moves)
                {
                    if (grid > 0) MoveGrid(scratch, random, words);
                    PictureSampling.Spread(scratch, picture, limits.Fill);
                    PictureSampling.Run(scratch, change, limits.Nearest, picture);
                }
                Finish(new Span<float>(picture, size), change);
            }
        }

        private void MoveGrid(in PictureScratch scratch, in RandomWords random, Span<uint> words)
        {
            int points = scratch.Grid * scratch.Grid;
            // Both coordinates of a point come from neighbouring words of the groups after the first.
            for (int next = 0; next < 2 * points; next++)
            {
                int word = next % RandomWords.GroupSize;
                if (word == 0) random.Group(1 + (uint)(next / RandomWords.GroupSize), words);
                (next % 2 == 0 ? scratch.GridX : scratch.GridY)[next / 2] = limits.Elastic * PictureChange.Signed(words[word]);
            }
        }

        private void Finish(Span<float> picture, in PictureChange change)
        {
            if (change.Brightness != 1)
                foreach (ref float pixel in picture)
                    pixel = Math.Clamp(limits.Black + ((pixel - limits.Black) * change.Brightness), limits.Black, limits.White);
            for (int y = change.EraseY; y < change.EraseY + change.EraseHeight; y++)
                picture.Slice(((y * width) + change.EraseX) * channels, change.EraseWidth * channels).Fill(limits.Fill);
            if (factorsDiffer)
            {
                Elementwise.Multiply(picture, new ReadOnlySpan<float>(factors, picture.Length), picture);
                Elementwise.Add(picture, new ReadOnlySpan<float>(offsets, picture.Length), picture);
            }
            else if (*factors != 1 || *offsets != 0)
            {
                Elementwise.Affine(*factors, *offsets, picture, picture);
            }
        }
    }
}
