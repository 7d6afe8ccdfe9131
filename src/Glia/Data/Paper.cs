namespace Glia.Data;

/// <summary>
/// What lies behind the ink of an image: its brightness from place to place. A photo of a sheet is never evenly lit, and taking one
/// brightness for the whole sheet makes ink of its shadows.
/// </summary>
internal sealed class Paper
{
    // Tiles of an image along a side: few enough that ink seldom fills one, many enough to follow a shadow.
    private const int MostTiles = 8;
    private const int LeastTile = 16;

    // Where less stands out there is no ink: a tenth of the way from paper to black, twice what is left of a camera's noise.
    private const int LeastInk = 25;

    // Paper counts as uneven where its brightness differs by more than noise would.
    private const int EvenRange = 10;

    // From tile to tile light changes by less than an eighth of the whole range, and ink by more.
    private const double MostStep = 32;

    // Ink stands out by so many deviations of the paper's own noise; of 512 x 512 pixels of noise eight reach four.
    private const double Deviations = 4;

    // The deviation of a normal distribution for its median distance from the median.
    private const double MedianToDeviation = 1.4826;

    private readonly GrayImage _light;
    private readonly double[] _ground;
    private readonly int _columns, _rows;

    private Paper(GrayImage image, bool inkIsDark)
    {
        InkIsDark = inkIsDark;
        _light = inkIsDark ? image.Inverted() : image;
        (_columns, _rows) = Tiles(image);
        // A quarter of a tile without ink is enough; then what ink has filled all the same, alone among its neighbours, is taken back.
        double[] quarter = EachTile(_light, (left, top, right, bottom) => Quantile(_light, left, top, right, bottom, 0.25));
        _ground = Opened(quarter);
    }

    /// <summary>Whether the ink is darker than the paper.</summary>
    public bool InkIsDark { get; }

    /// <summary>Whether the paper is brighter in one place than in another.</summary>
    public bool IsUneven => _ground.Max() - _ground.Min() > EvenRange;

    /// <summary>Finds the paper of an image.</summary>
    /// <exception cref="GliaException">Nothing stands out from it.</exception>
    public static Paper Of(GrayImage image)
    {
        if (image.Pixels.Max() - image.Pixels.Min() < LeastInk) throw Blank();
        // Ink is what there is less of. So seen from the middle brightness around, it lies far on one side: the third moment has its sign.
        (int columns, int rows) = Tiles(image);
        double moment = 0;
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                (int left, int top, int right, int bottom) = Around(image, column, row, columns, rows, 1);
                double middle = Quantile(image, left, top, right, bottom, 0.5);
                (left, top, right, bottom) = Around(image, column, row, columns, rows, 0);
                for (int y = top; y < bottom; y++)
                    for (int x = left; x < right; x++) moment += Math.Pow(image.Pixels[y * image.Width + x] - middle, 3);
            }
        }
        return new Paper(image, moment < 0);
    }

    /// <summary>The image without its paper: 0 where there is none but paper, up to 255 where there is most ink.</summary>
    /// <exception cref="GliaException">There is no ink.</exception>
    public GrayImage Ink()
    {
        var ink = new double[_light.Pixels.Length];
        for (int y = 0; y < _light.Height; y++)
        {
            for (int x = 0; x < _light.Width; x++)
            {
                double ground = Math.Clamp(GroundAt(x, y), 0, 254);
                double more = Math.Max(0, _light.Pixels[y * _light.Width + x] - ground);
                // Dark ink takes away a share of the light there is; light ink adds to the dark.
                ink[y * _light.Width + x] = InkIsDark ? 255 * more / (255 - ground) : more;
            }
        }
        double middle = Median(ink), deviation = MedianToDeviation * Median(Array.ConvertAll(ink, value => Math.Abs(value - middle)));
        double floor = Math.Min(254, middle + Deviations * deviation);
        byte[] pixels = Array.ConvertAll(ink, value => (byte)Math.Clamp(255 * (value - floor) / (255 - floor) + 0.5, 0, 255));
        var found = _light with { Pixels = pixels };
        return MostInk(found) < LeastInk ? throw Blank() : found;
    }

    // The most of any three by three pixels: a stroke has more than one pixel, and noise has not.
    private static double MostInk(GrayImage ink)
    {
        double most = 0;
        for (int y = 0; y < ink.Height; y++)
        {
            for (int x = 0; x < ink.Width; x++)
            {
                if (ink.Pixels[y * ink.Width + x] == 0) continue;
                int left = Math.Max(0, x - 1), top = Math.Max(0, y - 1);
                most = Math.Max(most, ink.Area(left, top, Math.Min(ink.Width, left + 3), Math.Min(ink.Height, top + 3)));
            }
        }
        return most;
    }

    private static GliaException Blank() => GrayImage.Empty();

    // Between the middles of the tiles the ground goes in a straight line, and on from there to the edges.
    private double GroundAt(int x, int y)
    {
        (int column, double toRight) = Between(x, _light.Width, _columns);
        (int row, double down) = Between(y, _light.Height, _rows);
        double upper = Along(row, column, toRight);
        return _rows == 1 ? upper : upper + down * (Along(row + 1, column, toRight) - upper);
    }

    private double Along(int row, int column, double toRight)
    {
        double left = _ground[row * _columns + column];
        return _columns == 1 ? left : left + toRight * (_ground[row * _columns + column + 1] - left);
    }

    private static (int Tile, double Share) Between(int at, int length, int tiles)
    {
        if (tiles == 1) return (0, 0);
        double place = (at + 0.5) * tiles / length - 0.5;
        int tile = Math.Clamp((int)Math.Floor(place), 0, tiles - 2);
        return (tile, place - tile);
    }

    private double[] EachTile(GrayImage image, Func<int, int, int, int, double> of)
    {
        var values = new double[_columns * _rows];
        for (int row = 0; row < _rows; row++)
        {
            for (int column = 0; column < _columns; column++)
            {
                (int left, int top, int right, int bottom) = Around(image, column, row, _columns, _rows, 0);
                values[row * _columns + column] = of(left, top, right, bottom);
            }
        }
        return values;
    }

    // Takes back what stands out alone: the least of each neighbourhood, and of that the most. A slope stays a slope, as if it went on
    // beyond the edge.
    private double[] Opened(double[] tiles)
    {
        int columns = _columns + 2, rows = _rows + 2;
        var values = new double[columns * rows];
        for (int row = 0; row < _rows; row++)
        {
            tiles.AsSpan(row * _columns, _columns).CopyTo(values.AsSpan((row + 1) * columns + 1));
            values[(row + 1) * columns] = Beyond(tiles[row * _columns], tiles[row * _columns + Math.Min(1, _columns - 1)]);
            values[(row + 2) * columns - 1] = Beyond(tiles[(row + 1) * _columns - 1], tiles[(row + 1) * _columns - Math.Min(2, _columns)]);
        }
        for (int column = 0; column < columns; column++)
        {
            values[column] = Beyond(values[columns + column], values[(1 + Math.Min(1, _rows - 1)) * columns + column]);
            double last = values[_rows * columns + column], before = values[(_rows - Math.Min(1, _rows - 1)) * columns + column];
            values[(rows - 1) * columns + column] = Beyond(last, before);
        }
        double[] opened = Neighbours(Neighbours(values, columns, rows, Math.Min), columns, rows, Math.Max);
        var inner = new double[tiles.Length];
        for (int row = 0; row < _rows; row++) opened.AsSpan((row + 1) * columns + 1, _columns).CopyTo(inner.AsSpan(row * _columns));
        return inner;
    }

    // Light goes on as it went, unless the step is too great for light.
    private static double Beyond(double last, double before) => Math.Abs(last - before) > MostStep ? before : 2 * last - before;

    private static double[] Neighbours(double[] values, int columns, int rows, Func<double, double, double> choose)
    {
        var chosen = new double[values.Length];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                double best = values[row * columns + column];
                for (int y = Math.Max(0, row - 1); y <= Math.Min(rows - 1, row + 1); y++)
                {
                    for (int x = Math.Max(0, column - 1); x <= Math.Min(columns - 1, column + 1); x++)
                        best = choose(best, values[y * columns + x]);
                }
                chosen[row * columns + column] = best;
            }
        }
        return chosen;
    }

    private static (int Columns, int Rows) Tiles(GrayImage image) =>
        (Math.Clamp(image.Width / LeastTile, 1, MostTiles), Math.Clamp(image.Height / LeastTile, 1, MostTiles));

    // The pixels of a tile and of so many tiles on each side of it.
    private static (int Left, int Top, int Right, int Bottom) Around(
        GrayImage image, int column, int row, int columns, int rows, int beside) => (
        Math.Max(0, column - beside) * image.Width / columns, Math.Max(0, row - beside) * image.Height / rows,
        Math.Min(columns, column + beside + 1) * image.Width / columns, Math.Min(rows, row + beside + 1) * image.Height / rows);

    private static double Quantile(GrayImage image, int left, int top, int right, int bottom, double share)
    {
        Span<int> counts = stackalloc int[256];
        counts.Clear();
        for (int y = top; y < bottom; y++)
            for (int x = left; x < right; x++) counts[image.Pixels[y * image.Width + x]]++;
        double wanted = share * (right - left) * (bottom - top);
        int value = 0;
        for (int below = counts[0]; below <= wanted && value < 255;) below += counts[++value];
        return value;
    }

    private static double Median(double[] values)
    {
        double[] sorted = [.. values];
        Array.Sort(sorted);
        return sorted[sorted.Length / 2];
    }
}
