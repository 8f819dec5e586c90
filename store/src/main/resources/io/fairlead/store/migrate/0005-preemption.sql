-- The node that is kept for a waiting job while others are halted there.
ALTER TABLE job ADD COLUMN clearing_cluster INTEGER;
ALTER TABLE job ADD COLUMN clearing_node TEXT;
-- When a restartable attempt that is halted was told to save its state.
ALTER TABLE attempt ADD COLUMN stop_warned INTEGER;
